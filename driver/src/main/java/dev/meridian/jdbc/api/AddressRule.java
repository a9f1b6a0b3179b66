package dev.meridian.jdbc.api;

import java.net.InetAddress;

/** An IPv4 or IPv6 address; never a name. */
record AddressRule() implements SettingRule<InetAddress> {

  @Override
  public InetAddress parse(String text) {
    return AddressReader.read(text);
  }

  @Override
  public String describe() {
    return "an IPv4 or IPv6 address, such as 203.0.113.7";
  }
}
