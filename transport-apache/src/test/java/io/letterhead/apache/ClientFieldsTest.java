package io.letterhead.apache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.policy.PolicyGeneration;
import java.time.Duration;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fields a client may add to its requests. */
class ClientFieldsTest {

  private final RecordingOrigin origin = RecordingOrigin.start();
  private final PolicyGeneration policy =
      Policies.generation(
          """
          version: 1
          providers:
            vllm:
              origin: %s
              rules:
                - rename: X-Tenant
                  to: X-Tenant-ID
                - deny: X-Internal-*
          """
              .formatted(origin.uri()),
          Map.of());

  @AfterEach
  void close() {
    origin.close();
  }

  @Test
  void aFieldThatIsRenamedLeavesUnderItsNewName() throws Exception {
    try (CloseableHttpClient client =
        PolicyHttpClient.of(policy).header("X-Tenant", "acme").build()) {
      client.execute(new HttpGet(origin.uri() + "/v1/models"), response -> response.getCode());
    }
    assertThat(origin.awaitRequests(1, Duration.ofSeconds(10)).get(0).values("X-Tenant-ID"))
        .containsExactly("acme");
  }

  @Test
  void aCredentialThatThePolicyTakesFromCallersMayBeTheClients() throws Exception {
    PolicyGeneration bringing =
        Policies.generation(
            """
            version: 1
            providers:
              vllm:
                origin: %s
                rules:
                  - inject: Authorization
                    caller-may-bring: { header: X-Team-Key }
                    as: bearer
            """
                .formatted(origin.uri()),
            Map.of());
    try (CloseableHttpClient client =
        PolicyHttpClient.of(bringing).header("X-Team-Key", "k1").build()) {
      client.execute(new HttpGet(origin.uri() + "/v1/models"), response -> response.getCode());
    }
    assertThat(origin.awaitRequests(1, Duration.ofSeconds(10)).get(0).values("Authorization"))
        .containsExactly("Bearer k1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Tenant-ID", "X-Internal-Id", "X-Unlisted", "Authorization", "Host"})
  void aFieldThatCannotLeaveIsAnErrorOfTheClient(String name) {
    PolicyHttpClient client = PolicyHttpClient.of(policy).header(name, "acme");
    assertThatThrownBy(client::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("`" + name + "`")
        .hasMessageNotContaining("acme");
  }
}
