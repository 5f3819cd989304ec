package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ServeCommandTest {

  @Test
  void anInvalidPolicyDoesNotStart() {
    Run run = Run.of("serve", "--policy", Run.BROKEN);

    assertThat(run.err()).contains("[sealed-target]");
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void anAddressInUseIsSaid() throws IOException {
    try (ServerSocket taken =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      String listen = "127.0.0.1:" + taken.getLocalPort();

      Run run = Run.of("serve", "--policy", Run.SMALL, "--listen", listen);

      assertThat(run.err())
          .contains("letterhead: cannot listen on http://" + listen + ": Address already in use");
      assertThat(run.out()).isEmpty();
      assertThat(run.code()).isEqualTo(1);
    }
  }

  @Test
  void anAddressBeyondLoopbackNeedsPermission() {
    Run run = Run.of("serve", "--policy", Run.SMALL, "--listen", "0.0.0.0:0");

    assertThat(run.err()).contains("0.0.0.0 is not loopback").contains("--callers none");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void aPolicyOrAnOriginIsNeededAndNotBoth() {
    assertThat(Run.of("serve").code()).isEqualTo(1);
    assertThat(Run.of("serve", "--origin", "http://localhost:1").code()).isEqualTo(1);
    assertThat(Run.of("serve", "--policy=a", "--origin=http://localhost:1", "--key-env=K").code())
        .isEqualTo(1);
  }

  @Test
  void aKeyInThePlaceOfItsVariableIsNotShown() {
    Run run = Run.of("serve", "--origin", "http://localhost:1", "--key-env", "sk-secret-1");

    assertThat(run.err()).contains("never the key").doesNotContain("sk-secret-1");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void anOriginThatIsReachedInClearIsAnInvalidPolicy() {
    Run run = Run.of("serve", "--origin", "http://model.example", "--key-env", "KEY");

    assertThat(run.err()).contains("[cleartext-origin]");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void anOriginAndItsKeyGiveAPolicyThatChecks() {
    assertThat(OriginPolicy.text("https://model.example/v2", "MODEL_KEY"))
        .isEqualTo(
            """
            version: 1
            secrets:
              key: { env: MODEL_KEY }
            providers:
              origin:
                origin: "https://model.example/v2"
                rules:
                  - inject: Authorization
                    from-secret: key
                    as: bearer
                  - allow: ["@tracing", "@sdk"]
            """);
  }

  @Test
  void anAddressIsAHostWithAPort() {
    assertThat(ListenAddress.parse("[::1]:80")).isEqualTo(new ListenAddress("::1", 80));
    assertThat(ListenAddress.url("::1", 80)).isEqualTo("http://[::1]:80");
    for (String bad : new String[] {"8080", "localhost", ":8080", "::1:80", "h:70000", "h:x"}) {
      Run run = Run.of("serve", "--policy", Run.SMALL, "--listen", bad);
      assertThat(run.err()).contains("is not HOST:PORT");
      assertThat(run.code()).isEqualTo(1);
    }
  }
}
