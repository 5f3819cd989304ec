package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.Responder;
import io.letterhead.conformance.WireMessage;
import io.letterhead.policy.Operand;
import io.letterhead.policy.Origin;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.Positioned;
import io.letterhead.policy.Provider;
import io.letterhead.policy.Rule;
import io.letterhead.policy.Rules;
import io.letterhead.policy.Terms;
import io.letterhead.vertx.access.AccessRule;
import io.letterhead.vertx.access.Rate;
import io.letterhead.vertx.callers.Callers;
import io.letterhead.vertx.callers.KeyDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * A gateway for clients that are not ours, whose users have keys of their own: one key may do all,
 * one may only look at models, one may ask once an hour; and {@code alice} has a password.
 */
final class GuardedChat implements AutoCloseable {

  /** The key of a caller that may do all. */
  static final String KEY = "sk-caller-3e0a91c7d2f4";

  /** The key of a caller that may only get, no more. */
  static final String READERS_KEY = "sk-caller-reader-b04c";

  /** The key of a caller that may ask once. */
  static final String ONCE_KEY = "sk-caller-once-5517";

  /** The password of {@code alice}. */
  static final String PASSWORD = "correct-horse-71";

  /** The key that goes to the origin. */
  static final String SECRET = "sk-canary-of-guarded-6c2b";

  private final Running running;

  private GuardedChat(Running running) {
    this.running = running;
  }

  /** Whose provider {@code openai} has a bearer key, and {@code claude} one in x-api-key. */
  static GuardedChat before(Responder responder, Path folder) {
    RecordingOrigin origin = RecordingOrigin.start(responder);
    Admission admission =
        Admission.defaults()
            .withCallers(callers(folder))
            .withAccess(
                ImmutableMap.of(
                    "key/all", rule(ImmutableSet.of(), Optional.empty()),
                    "key/reader", rule(ImmutableSet.of("GET"), Optional.empty()),
                    "key/once",
                        rule(ImmutableSet.of(), Optional.of(new Rate(1, Duration.ofHours(1)))),
                    "user/alice", rule(ImmutableSet.of(), Optional.empty())));
    GatewayConfig config =
        Running.config().toBuilder()
            .admission(admission)
            .routes(ImmutableMap.of("/anthropic", "claude"))
            .build();
    return new GuardedChat(Running.of(origin, config, policy(origin), DecisionListener.none()));
  }

  private static Callers callers(Path folder) {
    Path users = folder.resolve("users.htpasswd");
    try {
      Files.writeString(users, "alice:" + BCrypt.hashpw(PASSWORD, BCrypt.gensalt(4)) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Callers.Authenticated(
        ImmutableMap.of(
            "all", KeyDigest.of(KEY),
            "reader", KeyDigest.of(READERS_KEY),
            "once", KeyDigest.of(ONCE_KEY)),
        Optional.of(users),
        Optional.empty());
  }

  private static AccessRule rule(ImmutableSet<String> methods, Optional<Rate> rate) {
    return new AccessRule(ImmutableSet.of(), methods, ImmutableList.of(), rate);
  }

  private static PolicyGeneration policy(RecordingOrigin origin) {
    Rule sdk =
        new Rule.Allow(
            ImmutableList.of(Operand.Group.of("@sdk")), ImmutableList.of(), Terms.IN_CODE);
    Rule bearer =
        new Rule.Inject(
            Operand.Name.of("Authorization"),
            Optional.of(Positioned.inCode("key")),
            Positioned.inCode("bearer"),
            Optional.empty(),
            Terms.IN_CODE);
    return Policies.generation(
        Map.of("key", SECRET),
        Provider.builder("openai", Origin.parse(origin.uri() + "/openai"))
            .rules(Rules.of(bearer, sdk))
            .build(),
        Provider.builder("claude", Origin.parse(origin.uri() + "/claude"))
            .profile(RowGateway.ANTHROPIC)
            .rules(
                Rules.of(
                    Policies.inject("x-api-key", "key"),
                    Policies.allow("anthropic-version", "anthropic-beta"),
                    sdk))
            .build());
  }

  String url(String target) {
    return "http://127.0.0.1:" + running.port() + target;
  }

  RecordingOrigin origin() {
    return running.origin();
  }

  /** The only request that came: with our key in the slot alone, and no byte of a caller's. */
  WireMessage received(String slot, String value) throws InterruptedException {
    assertThat(origin().awaitRequests(1, Running.LIMIT)).hasSize(1);
    WireMessage request = origin().requests().get(0);
    assertThat(request.isWellFormed()).as(request.defect()).isTrue();
    assertThat(request.valuesFolded(slot)).containsExactly(value);
    assertThat(request.head()).containsOnlyOnce(SECRET).doesNotContain(KEY).doesNotContain("Basic");
    return request;
  }

  @Override
  public void close() {
    running.close();
  }
}
