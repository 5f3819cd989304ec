package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.WireMessage;
import io.letterhead.vertx.ClientProcess.Ended;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** curl as a caller, with each way in which it says who calls. */
@Tag("clients")
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CurlCallersTest {

  private static final String BEARER = "Bearer " + GuardedChat.SECRET;

  @TempDir Path folder;
  private GuardedChat gateway;

  @BeforeEach
  void start() {
    gateway = GuardedChat.before(OriginAnswer.of(200).withBody("fine"), folder);
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void aKeyAmongTheFieldsIsSwappedForOurs() throws Exception {
    assertServed(curl("/openai/v1/x", "-H", "Authorization: Bearer " + GuardedChat.KEY));
    gateway.received("Authorization", BEARER);
  }

  @Test
  void aKeyInTheSlotOfTheProviderIsSwappedForOurs() throws Exception {
    assertServed(curl("/claude/v1/x", "-H", "x-api-key: " + GuardedChat.KEY));
    WireMessage received = gateway.received("x-api-key", GuardedChat.SECRET);
    assertThat(received.valuesFolded("Authorization")).isEmpty();
  }

  @Test
  void anOAuth2BearerIsSwappedForOurs() throws Exception {
    assertServed(curl("/openai/v1/x", "--oauth2-bearer", GuardedChat.KEY));
    gateway.received("Authorization", BEARER);
  }

  @Test
  void aUserWithAPasswordIsSwappedForOurBearer() throws Exception {
    assertServed(curl("/openai/v1/x", "-u", "alice:" + GuardedChat.PASSWORD));
    gateway.received("Authorization", BEARER);
  }

  @Test
  void aUserIsAskedForThePasswordAndSendsItThen() throws Exception {
    Ended curl = curl("/openai/v1/x", "-v", "--anyauth", "-u", "alice:" + GuardedChat.PASSWORD);
    assertServed(curl);
    assertThat(curl.errors())
        .containsIgnoringCase("< WWW-Authenticate: Basic realm=\"letterhead\"");
    gateway.received("Authorization", BEARER);
  }

  @Test
  void whoIsNotKnownOrMayNotIsToldSo() throws Exception {
    assertRefused(401, "no-caller-credential");
    assertRefused(401, "bad-caller-credential", "--oauth2-bearer", "sk-unknown");
    assertRefused(401, "bad-caller-credential", "-u", "alice:wrong");
    assertRefused(401, "bad-caller-credential", "-u", "bob:" + GuardedChat.PASSWORD);
    assertRefused(403, "access-method", "-d", "x", "--oauth2-bearer", GuardedChat.READERS_KEY);
    assertThat(gateway.origin().requests()).isEmpty();
  }

  @Test
  void whoAsksTooOftenIsToldWhenToAskAgain() throws Exception {
    assertServed(curl("/openai/v1/x", "--oauth2-bearer", GuardedChat.ONCE_KEY));
    gateway.origin().forget();
    Ended often = assertRefused(429, "rate", "-D", "-", "--oauth2-bearer", GuardedChat.ONCE_KEY);
    assertThat(often.output()).containsPattern("(?i)retry-after: 3[56]\\d\\d\r\n");
    assertThat(gateway.origin().requests()).isEmpty();
  }

  private static void assertServed(Ended curl) {
    assertThat(curl.exit()).as(curl.errors()).isZero();
    assertThat(curl.output()).isEqualTo("fine");
  }

  private Ended assertRefused(int status, String code, String... arguments) throws Exception {
    List<String> more = new ArrayList<>(List.of(arguments));
    more.addAll(List.of("-w", "status %{http_code}"));
    Ended curl = curl("/openai/v1/x", more.toArray(new String[0]));
    assertThat(curl.output()).endsWith("status " + status).contains("\"code\":\"" + code + "\"");
    return curl;
  }

  private Ended curl(String target, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("curl", "-q", "-sS", "--max-time", "20", "--noproxy", "*"));
    command.addAll(List.of(arguments));
    command.add(gateway.url(target));
    try (ClientProcess curl = ClientProcess.start(command)) {
      Ended ended = curl.await();
      assertThat(ended.output() + ended.errors()).doesNotContain(GuardedChat.SECRET);
      return ended;
    }
  }
}
