package io.letterhead.vertx.callers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableMap;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** Users' passwords. */
final class PasswordsTest {

  @TempDir Path folder;
  private Presenting presenting;

  @BeforeEach
  void start() throws IOException {
    Path file = folder.resolve("users");
    Files.writeString(
        file,
        "alice:" + HtpasswdTest.BCRYPT_OF_U_U + "\nbob:$apr1$saltsalt$57M75mtJHnRrcuily51CO0\n");
    presenting = new Presenting(Presenting.users(file));
  }

  @AfterEach
  void stop() {
    presenting.close();
  }

  @Test
  void aUserIsKnownByThePassword() {
    assertThat(presenting.authenticate(basic("alice:U*U")))
        .isEqualTo(Presenting.known("user/alice"));
    assertThat(presenting.authenticate(basic("alice:U*U")))
        .isEqualTo(Presenting.known("user/alice"));
    assertThat(presenting.authenticate(basic("bob:pa:ss wörd")))
        .isEqualTo(Presenting.known("user/bob"));
    assertThat(presenting.authenticate(basic("alice:U*U").replace("Basic", "bAsIc ")))
        .isEqualTo(Presenting.known("user/alice"));
  }

  @Test
  void anotherPasswordIsInvalidAlsoAfterTheRightOne() {
    assertThat(presenting.authenticate(basic("alice:U*U")))
        .isEqualTo(Presenting.known("user/alice"));
    for (String pair :
        new String[] {"alice:U*V", "alice:", "alice:U*U ", "Alice:U*U", "bob:U*U", "eve:U*U"}) {
      assertThat(presenting.authenticate(basic(pair))).as(pair).isEqualTo(Presenting.invalid());
    }
  }

  @Test
  void usersAloneAreAskedForAPassword() {
    assertThat(presenting.authentication().challenges(true))
        .containsExactly("Basic realm=\"letterhead\", charset=\"UTF-8\"");
    assertThat(presenting.authenticate("Authorization: Bearer U*U"))
        .isEqualTo(Presenting.invalid());
  }

  @Test
  void beyondThePlacesToWaitNothingIsSaid() {
    Passwords passwords = passwords("07", Ticker.systemTicker());
    List<Future<Authentication>> all = new ArrayList<>();
    for (int i = 0; i < Passwords.MAX_WAITING + 50; i++) {
      all.add(passwords.check(new Credential.Basic("alice", "wrong" + i)));
    }
    List<Authentication> answers = all.stream().map(Presenting::now).toList();
    assertThat(answers).contains(new Authentication.Unavailable(), Presenting.invalid());
    assertThat(answers)
        .filteredOn(Presenting.invalid()::equals)
        .hasSizeGreaterThanOrEqualTo(Passwords.MAX_WAITING);
    assertThat(passwords.places()).isEqualTo(Passwords.MAX_WAITING);
    assertThat(Presenting.now(passwords.check(new Credential.Basic("alice", "U*U"))))
        .isEqualTo(Presenting.known("user/alice"));
  }

  @Test
  void aRightPasswordIsNotHashedAgainForAWhile() {
    AtomicLong nanos = new AtomicLong();
    Passwords passwords =
        passwords(
            "11",
            new Ticker() {
              @Override
              public long read() {
                return nanos.get();
              }
            });
    Credential.Basic alice = new Credential.Basic("alice", "U*U");
    assertThat(Presenting.now(passwords.check(alice))).isEqualTo(Presenting.known("user/alice"));
    assertThat(passwords.check(alice).isComplete()).as("kept").isTrue();
    nanos.set(Passwords.KEPT.toNanos());
    Future<Authentication> again = passwords.check(alice);
    assertThat(passwords.places()).as("hashed again").isLessThan(Passwords.MAX_WAITING);
    assertThat(Presenting.now(again)).isEqualTo(Presenting.known("user/alice"));
  }

  @Test
  void anUnknownUserIsHashedAsLongAsAnother() {
    Passwords passwords = passwords("07", Ticker.systemTicker());
    long start = System.nanoTime();
    for (int i = 0; i < 10; i++) {
      assertThat(Presenting.now(passwords.check(new Credential.Basic("alice", "wrong"))))
          .isEqualTo(Presenting.invalid());
    }
    long known = System.nanoTime() - start;
    start = System.nanoTime();
    for (int i = 0; i < 10; i++) {
      assertThat(Presenting.now(passwords.check(new Credential.Basic("eve" + i, "U*U"))))
          .isEqualTo(Presenting.invalid());
    }
    assertThat(System.nanoTime() - start).isGreaterThan(known / 4);
  }

  private Passwords passwords(String cost, Ticker ticker) {
    Vertx vertx = presenting.vertx();
    PasswordHash hash =
        PasswordHash.read(BCrypt.hashpw("U*U", "$2a$" + cost + "$CCCCCCCCCCCCCCCCCCCCC."))
            .orElseThrow();
    return new Passwords(vertx, ImmutableMap.of("alice", hash), ticker);
  }

  private static String basic(String pair) {
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }
}
