package io.letterhead.cli.config;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.net.InetAddresses;
import io.letterhead.dsl.Words;
import io.letterhead.dsl.YamlNode;
import io.letterhead.vertx.ListenAddress;
import io.letterhead.vertx.access.Network;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads addresses, hosts and networks. Nothing is resolved. */
final class HostReader {

  private static final Pattern NAME =
      Pattern.compile(
          "(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.?");

  /** What a client takes for an IPv4 address, so that no name can end so. */
  private static final Pattern NUMBER_LAST = Pattern.compile("(?:.*\\.)?[0-9]+\\.?");

  private static final int LONGEST_NAME = 254;

  private HostReader() {}

  /** Where to listen. */
  static Optional<ListenAddress> address(Given given) {
    Optional<YamlNode.Scalar> word = given.word();
    if (word.isEmpty()) {
      return Optional.empty();
    }
    try {
      ListenAddress address = ListenAddress.parse(word.get().text());
      if (host(address.host()).isPresent()) {
        return Optional.of(address);
      }
    } catch (IllegalArgumentException notOne) {
      // said below
    }
    given.error(
        ConfigProblem.BAD_ADDRESS,
        word.get().position(),
        Words.quote(word.get().text()) + " is not HOST:PORT",
        "the gateway listens on one port of one address; `0.0.0.0` and `[::]` stand for all",
        "write an address such as `127.0.0.1:8080` or `[::1]:8080`");
    return Optional.empty();
  }

  /** What {@code Host} may name. */
  static ImmutableSet<String> hosts(Given given) {
    ImmutableSet.Builder<String> hosts = ImmutableSet.builder();
    for (YamlNode.Scalar word : given.words()) {
      Optional<String> host = host(withoutBrackets(word.text()));
      if (host.isPresent()) {
        hosts.add(host.get());
      } else {
        given.error(
            ConfigProblem.BAD_HOST,
            word.position(),
            Words.quote(word.text()) + " is no host that a request can name",
            "a host is compared as a whole and without its port; a name is ASCII, a wildcard"
                + " stands for nothing",
            "write a name or an address alone, such as `gateway.internal` or `10.0.0.5`");
      }
    }
    return hosts.build();
  }

  /** Ranges of addresses. */
  static ImmutableList<Network> networks(Given given) {
    ImmutableList.Builder<Network> networks = ImmutableList.builder();
    for (YamlNode.Scalar word : given.words()) {
      try {
        networks.add(Network.parse(word.text()));
      } catch (IllegalArgumentException e) {
        given.error(
            ConfigProblem.BAD_NETWORK,
            word.position(),
            Words.quote(word.text()) + " is " + e.getMessage(),
            "clients are known by their addresses; names are not resolved",
            "write an address, or a range of them such as `10.0.0.0/8` or `fd00::/8`");
      }
    }
    return networks.build();
  }

  /** A name or an address in lower case, IPv6 without brackets, if it is one. */
  static Optional<String> host(String text) {
    String host = Ascii.toLowerCase(text);
    boolean name =
        host.length() <= LONGEST_NAME
            && NAME.matcher(host).matches()
            && !NUMBER_LAST.matcher(host).matches();
    boolean address = host.indexOf('%') < 0 && InetAddresses.isInetAddress(host);
    return name || address ? Optional.of(host) : Optional.empty();
  }

  private static String withoutBrackets(String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]") && text.indexOf(':') > 0;
    return bracketed ? text.substring(1, text.length() - 1) : text;
  }
}
