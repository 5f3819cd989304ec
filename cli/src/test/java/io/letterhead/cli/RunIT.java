package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A model server and the gateway in front of it, where something else goes wrong or changes. */
@Timeout(300)
class RunIT {

  @TempDir Path folder;

  @Test
  void aGatewayThatIsKilledWhileItWaitsLeavesNobody() throws Exception {
    try (Supervised run = Supervised.shell(folder, List.of())) {
      run.recorded("pid");
      run.process().signal("KILL");
      run.awaitNobodyLeft();
    }
  }

  @Test
  void aGatewayThatIsKilledWhileItServesLeavesNobody() throws Exception {
    try (Supervised run = new Supervised(folder, List.of())) {
      run.awaitListening();
      run.process().signal("KILL");
      run.awaitNobodyLeft();
    }
  }

  @Test
  void anAddressInUseEndsTheServerToo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Supervised run =
            new Supervised(folder, List.of("--listen=127.0.0.1:" + taken.getLocalPort()))) {
      assertThat(run.process().exitCode()).isEqualTo(1);
      assertThat(run.process().err()).contains("letterhead: cannot listen on http://127.0.0.1:");
      run.awaitNobodyLeft();
    }
  }

  @Test
  void hangingUpEndsNothingAndReloadsOnceItServes() throws Exception {
    try (Supervised run = new Supervised(folder, List.of(), Supervised.NEVER_READY)) {
      run.awaitAsked();
      run.process().signal("HUP");
      Files.writeString(folder.resolve("record.ready"), "");
      run.awaitListening();
      run.process().signal("HUP");
      run.await(() -> run.process().err().contains("is in force"));
      Path policy = folder.resolve("policy.yaml");
      Files.writeString(policy, Files.readString(policy) + "      - alow: X-A\n");
      run.await(() -> run.process().err().contains("the last good revision stays"));
      assertThat(run.get("/models").status()).isEqualTo(200);
      run.process().terminate();
      assertThat(run.process().exitCode()).isZero();
      run.awaitNobodyLeft();
    }
  }
}
