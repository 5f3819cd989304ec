package io.letterhead.vertx.access;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** The networks that clients may call from; none for everywhere. Immutable. */
public final class ClientNetworks {

  private final ImmutableList<Network> networks;

  private ClientNetworks(ImmutableList<Network> networks) {
    this.networks = networks;
  }

  /**
   * These networks; with none at all, clients may call from everywhere.
   *
   * @throws NullPointerException if {@code networks} is null
   */
  public static ClientNetworks of(ImmutableList<Network> networks) {
    return new ClientNetworks(requireNonNull(networks, "networks"));
  }

  /**
   * Whether a client at this address may call. Where networks are named, one whose address is not
   * known, or is none, may not. A scope ({@code fe80::1%eth0}) says where the address is valid, and
   * is no part of it. Nothing is resolved.
   *
   * @param address as of the connection's peer; null for a peer without one
   */
  public boolean admits(@Nullable String address) {
    if (networks.isEmpty()) {
      return true;
    }
    if (address == null) {
      return false;
    }
    int scope = address.indexOf('%');
    String bare = scope > 0 && address.indexOf(':') >= 0 ? address.substring(0, scope) : address;
    if (bare.indexOf('%') >= 0 || !InetAddresses.isInetAddress(bare)) {
      return false;
    }
    InetAddress parsed = InetAddresses.forString(bare);
    return networks.stream().anyMatch(each -> each.contains(parsed));
  }
}
