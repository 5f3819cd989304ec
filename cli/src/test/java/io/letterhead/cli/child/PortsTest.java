package io.letterhead.cli.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void aPortIsTakenWhileSomebodyListens() throws IOException {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
      assertThat(Ports.isTaken("localhost", port)).isTrue();
      assertThat(Ports.openBeyondLoopback(port)).isEmpty();
    }
    assertThat(Ports.isTaken("localhost", port)).isFalse();
  }

  @Test
  void whoListensEverywhereIsSeenOnEachAddressOfTheMachine() throws IOException {
    try (ServerSocket server = new ServerSocket(0)) {
      assertThat(Ports.openBeyondLoopback(server.getLocalPort()))
          .containsExactlyInAnyOrderElementsOf(
              NetworkInterface.networkInterfaces()
                  .flatMap(each -> Collections.list(each.getInetAddresses()).stream())
                  .filter(address -> !address.isLoopbackAddress())
                  .toList());
    }
  }
}
