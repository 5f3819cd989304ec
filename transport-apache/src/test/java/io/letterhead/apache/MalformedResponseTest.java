package io.letterhead.apache;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.RecordingOrigin;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * origins that send the credential back in what is no HTTP, or where HTTP has no field.
 *
 * <p>HttpClient's exceptions quote what they cannot read.
 */
class MalformedResponseTest {

  private static final String SECRET = Policies.SECRET;

  private final H1Origin origin = H1Origin.start();

  /** Each response's bytes. */
  static List<String> responses() {
    return Stream.of(
            "HTTP/1.1 200 {}\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 {}\r\n\r\n",
            "{} 200 OK\r\n\r\n",
            "HTTP/{} 200 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nx-api-key {}\r\n\r\n",
            "HTTP/1.1 200 OK\r\n{}\r\n\r\n",
            "HTTP/1.1 200 OK\r\n : {}\r\n\r\n",
            "HTTP/1.1 200 OK\r\n{}: a\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nx-key: {}\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: {}\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Encoding: {}\r\nContent-Length: 2\r\n\r\nok",
            "HTTP/1.1 200 OK\r\nContent-Type: {}\r\nContent-Length: 2\r\n\r\nok",
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain;charset={}\r\nContent-Length: 2\r\n\r\nok",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{}\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok{}\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n{}\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\na: {}\r\n\r\n",
            "HTTP/1.1 103 {}\r\n{}: {}\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 302 Found\r\nLocation: http://{}.example/{}\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 302 Found\r\nLocation: /v1/{} {}\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 302 Found\r\nLocation: /v1/{}\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 401 No\r\nWWW-Authenticate: {} \"{}\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 503 No\r\nRetry-After: {}\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nKeep-Alive: timeout={}\r\nContent-Length: 0\r\n\r\n")
        .map(response -> response.replace("{}", SECRET))
        .toList();
  }

  @AfterEach
  void close() {
    origin.close();
  }

  @ParameterizedTest(name = "A-50 {index}")
  @MethodSource("responses")
  void theClassicClientTellsNoSecretOfThem(String response) throws Exception {
    try (ClientUnderTest client = Clients.classic(origin, builder -> {})) {
      assertThat(violations(client, response)).isEmpty();
    }
  }

  @ParameterizedTest(name = "A-50 {index}")
  @MethodSource("responses")
  void theAsyncClientTellsNoSecretOfThem(String response) throws Exception {
    try (ClientUnderTest client = Clients.async(origin, builder -> {})) {
      assertThat(violations(client, response)).isEmpty();
    }
  }

  private List<String> violations(ClientUnderTest client, String response) throws Exception {
    RecordingOrigin recording = origin.origin();
    recording.answerWith(
        (request, connection) -> {
          connection.write(response);
          connection.close();
        });
    ClientOutcome outcome = client.send(new AttackRequest(origin.uri()));
    assertThat(origin.seen()).isNotEmpty().allMatch(s -> SeenOracle.violations(s).isEmpty());
    return SecretOracle.violations(outcome);
  }
}
