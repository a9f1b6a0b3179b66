package dev.meridian.jdbc.api;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Networks, each with its region: {@code 10.1.0.0/16:eu-west-1, fd00:1::/48:us-east-1}. */
record NetworksRule() implements SettingRule<List<Network>> {

  private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f:.]+/[0-9]{1,3}):(.*)");
  private static final LabelRule LABEL = new LabelRule();

  @Override
  public List<Network> parse(String text) {
    List<Network> networks = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      Network network = network(each.strip());
      if (networks.stream().anyMatch(other -> other.addresses().equals(network.addresses()))) {
        throw new IllegalArgumentException("has " + network.addresses() + " twice");
      }
      networks.add(network);
    }
    return networks;
  }

  private static Network network(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("has '" + text + "'");
    }
    return new Network(AddressRange.read(form.group(1)), LABEL.parse(form.group(2)));
  }

  @Override
  public String describe() {
    return "address/prefix:region, separated by commas, such as 10.1.0.0/16:eu-west-1";
  }
}
