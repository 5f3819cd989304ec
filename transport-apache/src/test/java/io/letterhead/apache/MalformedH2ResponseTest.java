package io.letterhead.apache;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.H2Answer;
import io.letterhead.conformance.H2RecordingOrigin;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** origins that send the credential back in what breaks HTTP/2. */
class MalformedH2ResponseTest {

  private static final String SECRET = Policies.SECRET;

  static List<H2Answer> answers() {
    return List.of(
        H2Answer.of(200).with("Upper-" + SECRET, "v"),
        H2Answer.of(200).with("a name " + SECRET, "v"),
        H2Answer.of(200).with(SECRET + ":", "v"),
        H2Answer.of(200).with("connection", SECRET),
        H2Answer.of(200).with("transfer-encoding", SECRET),
        H2Answer.of(200).with("content-length", SECRET),
        H2Answer.of(200).with("content-encoding", SECRET).withBody("ok"),
        H2Answer.of(200).with(":status", SECRET),
        H2Answer.of(200).with(":" + SECRET, SECRET),
        H2Answer.of(200).with("x", SECRET + "\r\n" + SECRET),
        H2Answer.of(200).with("x-key", SECRET),
        H2Answer.of(200).withBody("ok").withTrailer("x-key", SECRET),
        H2Answer.of(200).withBody("ok").withTrailer("Upper " + SECRET, SECRET),
        H2Answer.of(200).withBody("ok").withTrailer(":" + SECRET, SECRET),
        H2Answer.of(101).with("upgrade", SECRET),
        H2Answer.of(302).with("location", "/v1/" + SECRET),
        H2Answer.of(302).with("location", "http://" + SECRET + "/ \\"),
        H2Answer.reset(7),
        H2Answer.goAway(1),
        H2Answer.close());
  }

  @ParameterizedTest(name = "A-50 {index}")
  @MethodSource("answers")
  void theAsyncClientTellsNoSecretOfThem(H2Answer answer) throws Exception {
    try (H2Origin origin = new H2Origin(H2RecordingOrigin.startClear(answer));
        AsyncClient client = Clients.async(origin, Clients::http2)) {
      ClientOutcome outcome = client.send(new AttackRequest(origin.uri()));

      assertThat(SecretOracle.violations(outcome)).isEmpty();
      assertThat(origin.seen()).isNotEmpty().flatMap(SeenOracle::violations).isEmpty();
    }
  }
}
