package dev.meridian.jdbc.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Networks, each with its region: {@code 10.1.0.0/16:eu-west-1, fd00:1::/48:us-east-1}. A network
 * of IPv4 addresses that are mapped into IPv6 is the IPv4 network.
 */
record NetworksRule() implements SettingRule<List<Network>> {

  private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f:.]+)/([0-9]{1,3}):(.*)");
  private static final LabelRule LABEL = new LabelRule();
  private static final int MAPPED_PREFIX = 96;

  @Override
  public List<Network> parse(String text) {
    List<Network> networks = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      Network network = network(each.strip());
      if (networks.stream().anyMatch(other -> isSame(other, network))) {
        throw new IllegalArgumentException(
            "has " + network.first().getHostAddress() + "/" + network.prefix() + " twice");
      }
      networks.add(network);
    }
    return networks;
  }

  private static boolean isSame(Network one, Network other) {
    return one.prefix() == other.prefix() && one.first().equals(other.first());
  }

  private static Network network(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("has '" + text + "'");
    }
    byte[] bytes = AddressReader.bytes(form.group(1));
    int prefix = Integer.parseInt(form.group(2));
    String region = LABEL.parse(form.group(3));
    try {
      InetAddress first = InetAddress.getByAddress(bytes);
      boolean mapped = bytes.length != first.getAddress().length;
      if (mapped && prefix < MAPPED_PREFIX) {
        throw new IllegalArgumentException("has '" + text + "', which mixes IPv4 and IPv6");
      }
      return new Network(first, mapped ? prefix - MAPPED_PREFIX : prefix, region);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("only the length can be wrong, and it is not", e);
    }
  }

  @Override
  public String describe() {
    return "address/prefix:region, separated by commas, such as 10.1.0.0/16:eu-west-1";
  }
}
