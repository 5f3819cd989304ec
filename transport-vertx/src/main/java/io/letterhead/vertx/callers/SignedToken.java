package io.letterhead.vertx.callers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.BaseEncoding;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.util.Base64URL;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JWT as it is sent: a JWS in compact form (RFC 7515), of which nothing is believed before {@link
 * #isSignedBy}. Immutable.
 *
 * <p>Keys that it brings itself or points at ({@code jwk}, {@code x5c}, {@code jku}, {@code x5u})
 * are not looked at, and an extension that it calls critical is not understood.
 */
final class SignedToken {

  private static final int MAX_LENGTH = 16 << 10;
  private static final int MAX_KEY_ID = 256;

  /** By a key pair. None whose keys could be mistaken for a secret that both sides have. */
  private static final ImmutableSet<JWSAlgorithm> ALGORITHMS =
      ImmutableSet.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  /** Tokens that say who calls; not those that prove possession, say goodbye or tell of events. */
  private static final ImmutableSet<String> TYPES =
      ImmutableSet.of("jwt", "at+jwt", "application/at+jwt");

  private final JWSHeader header;
  private final Map<String, @Nullable Object> claims;
  private final byte[] signed;
  private final Base64URL signature;

  private SignedToken(
      JWSHeader header, Map<String, @Nullable Object> claims, byte[] signed, Base64URL signature) {
    this.header = header;
    this.claims = claims;
    this.signed = signed;
    this.signature = signature;
  }

  /** Whether a text has the three parts of a JWT. */
  static boolean isLike(String text) {
    return text.chars().filter(c -> c == '.').count() == 2;
  }

  /**
   * Reads a token that names its key and an algorithm of key pairs.
   *
   * @return nothing if it is malformed, too long, of another type, or asks for more than this
   */
  static Optional<SignedToken> read(String text) {
    List<String> parts = Splitter.on('.').limit(4).splitToList(text);
    if (text.length() > MAX_LENGTH || parts.size() != 3 || bytes(parts.get(2)).isEmpty()) {
      return Optional.empty();
    }
    Optional<Map<String, @Nullable Object>> header =
        bytes(parts.get(0)).flatMap(StrictJson::object);
    Optional<Map<String, @Nullable Object>> claims =
        bytes(parts.get(1)).flatMap(StrictJson::object);
    if (header.isEmpty() || claims.isEmpty() || !isUnderstood(header.get())) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new SignedToken(
              JWSHeader.parse(header.get()),
              claims.get(),
              text.substring(0, text.lastIndexOf('.')).getBytes(US_ASCII),
              new Base64URL(parts.get(2))));
    } catch (ParseException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static boolean isUnderstood(Map<String, @Nullable Object> header) {
    return header.get("alg") instanceof String algorithm
        && ALGORITHMS.contains(new JWSAlgorithm(algorithm))
        && header.get("kid") instanceof String id
        && !id.isEmpty()
        && id.length() <= MAX_KEY_ID
        && !header.containsKey("crit")
        && !header.containsKey("b64")
        && (!header.containsKey("typ")
            || (header.get("typ") instanceof String type
                && TYPES.contains(Ascii.toLowerCase(type))));
  }

  /** A part's bytes, if it is their one encoding. */
  private static Optional<byte[]> bytes(String part) {
    BaseEncoding encoding = BaseEncoding.base64Url().omitPadding();
    if (part.isEmpty() || !encoding.canDecode(part)) {
      return Optional.empty();
    }
    byte[] bytes = encoding.decode(part);
    return encoding.encode(bytes).equals(part) ? Optional.of(bytes) : Optional.empty();
  }

  /** The id of the key that it says it is signed by. */
  String keyId() {
    return header.getKeyID();
  }

  /** What it claims. */
  Map<String, @Nullable Object> claims() {
    return claims;
  }

  /** Whether one of these keys, of its id and for its algorithm, signed it. */
  boolean isSignedBy(List<JWK> keys) {
    JWKMatcher matcher = JWKMatcher.forJWSHeader(header);
    return keys.stream().anyMatch(key -> matcher.matches(key) && isSignedBy(key));
  }

  private boolean isSignedBy(JWK key) {
    try {
      return new DefaultJWSVerifierFactory()
          .createJWSVerifier(header, ((AsymmetricJWK) key).toPublicKey())
          .verify(header, signed, signature);
    } catch (JOSEException unfit) {
      return false;
    }
  }

  /** Shows nothing of the token. */
  @Override
  public String toString() {
    return "SignedToken";
  }
}
