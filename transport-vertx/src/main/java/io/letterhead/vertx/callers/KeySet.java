package io.letterhead.vertx.callers;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The public keys of an issuer that signatures are checked with (RFC 7517), by id. Immutable. */
final class KeySet {

  private static final int MAX_KEYS = 100;
  private static final int MIN_RSA_BITS = 2048; // RFC 7518, section 3.3
  private static final int MAX_RSA_BITS = 8192;

  private final ImmutableListMultimap<String, JWK> keys;

  private KeySet(ImmutableListMultimap<String, JWK> keys) {
    this.keys = keys;
  }

  /**
   * Reads a set. Keys that no signature can be checked with here are passed over, as section 5
   * asks: of another type, such as {@code oct}, without an id, for another use, malformed, too
   * short.
   *
   * @throws KeySetException if it is none, has too many keys, or none of use
   */
  static KeySet read(byte[] bytes) {
    Map<String, @Nullable Object> object =
        StrictJson.object(bytes).orElseThrow(() -> new KeySetException("it is no JSON object"));
    if (!(object.get("keys") instanceof List<?> all)) {
      throw new KeySetException("it has no keys");
    }
    if (all.size() > MAX_KEYS) {
      throw new KeySetException("it has more than " + MAX_KEYS + " keys");
    }
    ImmutableListMultimap.Builder<String, JWK> keys = ImmutableListMultimap.builder();
    for (Object each : all) {
      if (each instanceof Map<?, ?> members) {
        key(members).ifPresent(key -> keys.put(key.getKeyID(), key));
      }
    }
    KeySet set = new KeySet(keys.build());
    if (set.keys.isEmpty()) {
      throw new KeySetException("it has no key that a signature can be checked with");
    }
    return set;
  }

  private static Optional<JWK> key(Map<?, ?> members) {
    try {
      @SuppressWarnings("unchecked") // StrictJson makes no others
      JWK key = JWK.parse((Map<String, Object>) members);
      if (key.getKeyID() == null || key.getKeyID().isEmpty() || !isForSignatures(key)) {
        return Optional.empty();
      }
      if (key instanceof RSAKey rsa) {
        if (rsa.size() < MIN_RSA_BITS || rsa.size() > MAX_RSA_BITS) {
          return Optional.empty();
        }
      } else if (!(key instanceof ECKey)) {
        return Optional.empty();
      }
      ((AsymmetricJWK) key).toPublicKey(); // whether it can be used is seen now, not at a request
      return Optional.of(key.toPublicJWK());
    } catch (ParseException | com.nimbusds.jose.JOSEException | RuntimeException malformed) {
      return Optional.empty();
    }
  }

  private static boolean isForSignatures(JWK key) {
    return (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
        && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY));
  }

  /** The keys of an id: one, where the issuer takes care. */
  ImmutableList<JWK> withId(String id) {
    return keys.get(id);
  }

  /** Shows nothing of the keys. */
  @Override
  public String toString() {
    return "KeySet";
  }
}
