package io.letterhead.vertx.callers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** An issuer of tokens: its keys, and texts that it signs, whatever they say. */
final class Issuer {

  static final String NAME = "https://idp.example";
  static final String AUDIENCE = "gateway";
  static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);

  /** One key pair a test run: making them takes longer than all else. */
  static final RSAKey RSA = rsa(2048, "rsa-1");

  static final RSAKey OTHER_RSA = rsa(2048, "rsa-2");
  static final RSAKey SHORT_RSA = rsa(1024, "short");
  static final ECKey EC = ec(Curve.P_256, "ec-1");

  private Issuer() {}

  static RSAKey rsa(int bits, String id) {
    try {
      return new RSAKeyGenerator(bits, true).keyID(id).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static ECKey ec(Curve curve, String id) {
    try {
      return new ECKeyGenerator(curve).keyID(id).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /** The public halves as a key set. */
  static String set(JWK... keys) {
    return Arrays.stream(keys)
        .map(key -> key.toPublicJWK().toJSONString())
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  /** A token that is in order, by the given key. */
  static String token(JWK key, String algorithm) {
    return token(key, header(algorithm, key.getKeyID()), claims("alice"));
  }

  static String header(String algorithm, String keyId) {
    return "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + keyId + "\",\"typ\":\"JWT\"}";
  }

  static String claims(String subject) {
    return claims(subject, "");
  }

  /** Claims that are in order, and more of them. */
  static String claims(String subject, String more) {
    return "{\"iss\":\"%s\",\"aud\":\"%s\",\"exp\":%d,\"sub\":\"%s\"%s}"
        .formatted(NAME, AUDIENCE, NOW.getEpochSecond() + 300, subject, more);
  }

  /** The texts as they are, signed with the key by the algorithm that the header names. */
  static String token(JWK key, String header, String claims) {
    String signed = encode(header) + "." + encode(claims);
    try {
      JWSHeader parsed =
          new JWSHeader.Builder(
                  JWSAlgorithm.parse(header.replaceAll(".*\"alg\":\"([^\"]*)\".*", "$1")))
              .build();
      return signed + "." + signer(key, parsed.getAlgorithm()).sign(parsed, signed.getBytes(UTF_8));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static JWSSigner signer(JWK key, JWSAlgorithm algorithm) throws JOSEException {
    return key instanceof RSAKey rsa
        ? new RSASSASigner(rsa.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()))
        : new DefaultJWSSignerFactory().createJWSSigner(key, algorithm);
  }

  static String encode(String text) {
    return Base64URL.encode(text).toString();
  }
}
