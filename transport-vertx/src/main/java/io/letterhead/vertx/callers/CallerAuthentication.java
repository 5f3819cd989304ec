package io.letterhead.vertx.callers;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Ascii;
import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableList;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells who calls, by a key, by a user's password (RFC 7617) or by a JWT (RFC 7519).
 *
 * <p>A key is compared by its SHA-256 digest, with every configured one and in constant time. A
 * password is checked against an {@code htpasswd} file: bcrypt, apr1 and SHA-crypt are taken; crypt
 * of DES, SHA-1 and passwords in clear are refused when the file is read.
 *
 * <p>A JWT must be signed by the issuer's key that it names by {@code kid}, with RS, PS or ES 256,
 * 384 or 512; its {@code iss} be the issuer, its {@code aud} hold the audience, its {@code exp} be
 * there and not over, {@code nbf} and {@code iat} not of the future (by 60 seconds each), its
 * {@code sub} 1 to 256 characters of printable ASCII, none a space. A type other than {@code JWT}
 * or {@code at+jwt}, any {@code crit}, a name that comes twice, and more than 16 KiB are refused.
 *
 * <p>Immutable, but for what it keeps of passwords that were right; safe for use by several
 * threads. Nothing of a credential is in any message or {@code toString}.
 */
public final class CallerAuthentication {

  private static final Authentication MISSING = new Authentication.Missing();
  private static final Authentication INVALID = new Authentication.Invalid();
  private static final Authentication UNAVAILABLE = new Authentication.Unavailable();

  private final KeyRing keys;
  private final Optional<Passwords> passwords;
  private final Optional<Tokens> tokens;
  private final JwkSets jwkSets;

  private CallerAuthentication(
      KeyRing keys, Optional<Passwords> passwords, Optional<Tokens> tokens, JwkSets jwkSets) {
    this.keys = keys;
    this.passwords = passwords;
    this.tokens = tokens;
    this.jwkSets = jwkSets;
  }

  /**
   * For the callers of a configuration. Reads the {@code htpasswd} file once, and starts to fetch
   * the issuer's keys.
   *
   * @param vertx whose workers hash passwords and check signatures
   * @param config who may call
   * @param jwkSets where issuers' keys are kept; outlives this
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if the {@code htpasswd} file cannot be used; the message says
   *     in which line, and shows nothing of it
   */
  public static CallerAuthentication create(
      Vertx vertx, Callers.Authenticated config, JwkSets jwkSets) {
    return create(vertx, config, jwkSets, Clock.systemUTC(), Ticker.systemTicker());
  }

  static CallerAuthentication create(
      Vertx vertx,
      Callers.Authenticated config,
      JwkSets jwkSets,
      InstantSource clock,
      Ticker ticker) {
    requireNonNull(vertx, "vertx");
    requireNonNull(jwkSets, "jwkSets");
    CallerAuthentication created =
        new CallerAuthentication(
            new KeyRing(config.keys()),
            config.htpasswd().map(file -> new Passwords(vertx, Htpasswd.read(file), ticker)),
            config.jwt().map(issuer -> new Tokens(vertx, issuer, jwkSets.at(issuer.jwks()), clock)),
            jwkSets);
    created.tokens.ifPresent(Tokens::isReady); // asks for the keys
    return created;
  }

  /**
   * Who presents these field lines. Each must present one credential, none may come in two lines,
   * and all must be the same caller's.
   *
   * @param presented the request's field lines, by name and value, that may hold a caller's
   *     credential: {@code Authorization}, and those whose value is a bare key
   * @return the answer, at once or on any thread; it never fails, and what goes wrong here is
   *     {@link Authentication.Unavailable}
   */
  public Future<Authentication> authenticate(List<Map.Entry<String, String>> presented) {
    try {
      Set<String> names = new HashSet<>();
      List<Credential> credentials = new ArrayList<>();
      for (Map.Entry<String, String> line : presented) {
        Optional<Credential> credential = Credential.read(line.getKey(), line.getValue());
        if (!names.add(Ascii.toLowerCase(line.getKey())) || credential.isEmpty()) {
          return Future.succeededFuture(INVALID);
        }
        credentials.add(credential.get());
      }
      return of(credentials).otherwise(this::failed);
    } catch (RuntimeException e) {
      return Future.succeededFuture(failed(e));
    }
  }

  /** Whether tokens can be checked: false while the issuer's keys have never been read. */
  public boolean isReady() {
    return tokens.map(Tokens::isReady).orElse(true);
  }

  /**
   * The values of {@code WWW-Authenticate} that go with a 401.
   *
   * @param invalid whether a credential was presented (RFC 6750, section 3)
   */
  public ImmutableList<String> challenges(boolean invalid) {
    ImmutableList.Builder<String> challenges = ImmutableList.builder();
    if (!keys.isEmpty() || tokens.isPresent()) {
      String bearer = "Bearer realm=\"letterhead\"";
      challenges.add(invalid ? bearer + ", error=\"invalid_token\"" : bearer);
    }
    if (passwords.isPresent()) {
      challenges.add("Basic realm=\"letterhead\", charset=\"UTF-8\"");
    }
    return challenges.build();
  }

  private Future<Authentication> of(List<Credential> credentials) {
    if (credentials.isEmpty()) {
      return Future.succeededFuture(MISSING);
    }
    List<Future<Authentication>> each = new ArrayList<>();
    for (Credential credential : credentials) {
      each.add(of(credential));
    }
    return each.size() == 1
        ? each.get(0)
        : Future.all(each).map(all -> agreed(all.<Authentication>list()));
  }

  private Future<Authentication> of(Credential credential) {
    if (credential instanceof Credential.Basic basic) {
      return passwords
          .map(users -> users.check(basic))
          .orElseGet(() -> Future.succeededFuture(INVALID));
    }
    Credential.Bearer bearer = (Credential.Bearer) credential;
    Optional<String> owner = keys.ownerOf(bearer.text());
    if (owner.isPresent()) {
      return Future.succeededFuture(new Authentication.Known("key/" + owner.get()));
    }
    return bearer.mayBeToken() && tokens.isPresent() && SignedToken.isLike(bearer.text())
        ? tokens.get().check(bearer.text())
        : Future.succeededFuture(INVALID);
  }

  private static Authentication agreed(List<Authentication> all) {
    if (all.contains(INVALID)) {
      return INVALID;
    }
    if (all.contains(UNAVAILABLE)) {
      return UNAVAILABLE;
    }
    Authentication first = all.get(0);
    return all.stream().allMatch(first::equals) ? first : INVALID;
  }

  private Authentication failed(Throwable failure) {
    jwkSets.failed(failure);
    return UNAVAILABLE;
  }

  /** Shows nothing of the callers. */
  @Override
  public String toString() {
    return "CallerAuthentication";
  }
}
