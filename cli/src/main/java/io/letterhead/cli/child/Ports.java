package io.letterhead.cli.child;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Who listens on a port of this machine. */
public final class Ports {

  private static final int MOST_MILLIS = 500;

  private Ports() {}

  /** Whether somebody listens on a port, on any of a host's addresses. */
  public static boolean isTaken(String host, int port) {
    try {
      return !listening(Arrays.asList(InetAddress.getAllByName(host)), port).isEmpty();
    } catch (UnknownHostException nobody) {
      return false;
    }
  }

  /** The addresses of this machine, beside loopback, on which somebody listens on a port. */
  public static ImmutableList<InetAddress> openBeyondLoopback(int port) {
    try {
      return listening(
          NetworkInterface.networkInterfaces()
              .flatMap(each -> Collections.list(each.getInetAddresses()).stream())
              .filter(address -> !address.isLoopbackAddress())
              .toList(),
          port);
    } catch (SocketException unknown) {
      return ImmutableList.of();
    }
  }

  private static ImmutableList<InetAddress> listening(List<InetAddress> addresses, int port) {
    return addresses.stream()
        .filter(address -> answers(address, port))
        .collect(ImmutableList.toImmutableList());
  }

  private static boolean answers(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), MOST_MILLIS);
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }
}
