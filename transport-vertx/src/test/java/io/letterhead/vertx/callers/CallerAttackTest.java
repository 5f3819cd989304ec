package io.letterhead.vertx.callers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableMap;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials that are nearly right, or wrong on purpose. */
final class CallerAttackTest {

  @TempDir static Path folder;
  private static KeyServer server;
  private static Presenting presenting;

  @BeforeAll
  static void start() throws IOException {
    Path users = folder.resolve("users");
    Files.writeString(
        users, "alice:" + HtpasswdTest.BCRYPT_OF_U_U + "\nkim:" + HtpasswdTest.BCRYPT_OF_U_U);
    // The secret that both sides would have, were it a key of use; and keys of other uses.
    OctetSequenceKey oct =
        new OctetSequenceKey.Builder("a secret of thirty-two bytes....".getBytes(UTF_8))
            .keyID("oct")
            .build();
    String keys =
        Issuer.set(
            Issuer.RSA,
            Issuer.EC,
            new RSAKey.Builder(Issuer.OTHER_RSA).keyID("enc").keyUse(KeyUse.ENCRYPTION).build(),
            new RSAKey.Builder(Issuer.OTHER_RSA)
                .keyID("only-rs512")
                .algorithm(JWSAlgorithm.RS512)
                .build(),
            new RSAKey.Builder(Issuer.OTHER_RSA)
                .keyID("wrap")
                .keyOperations(Set.of(KeyOperation.WRAP_KEY))
                .build(),
            new RSAKey.Builder(Issuer.OTHER_RSA).keyID(null).build(),
            Issuer.SHORT_RSA);
    server = KeyServer.start(keys.replace("{\"keys\":[", "{\"keys\":[" + oct.toJSONString() + ","));
    presenting =
        new Presenting(
            new Callers.Authenticated(
                ImmutableMap.of(
                    "team-a", KeyDigest.of("key-of-a"), "team-b", KeyDigest.of("other")),
                Optional.of(users),
                Optional.of(server.issuer())),
            InstantSource.fixed(Issuer.NOW),
            Ticker.systemTicker());
  }

  @AfterAll
  static void stop() {
    presenting.close();
    server.close();
  }

  @Test
  void theTokenThatTheAttacksAreMadeFromIsValid() {
    assertThat(present(Issuer.token(Issuer.RSA, "RS256"))).isEqualTo(Presenting.known("jwt/alice"));
    assertThat(presenting.authenticate(basic("alice:U*U".getBytes(UTF_8))))
        .isEqualTo(Presenting.known("user/alice"));
    assertThat(presenting.authentication().challenges(true))
        .containsExactly(
            "Bearer realm=\"letterhead\", error=\"invalid_token\"",
            "Basic realm=\"letterhead\", charset=\"UTF-8\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: ",
        "Authorization: Bearer",
        "Authorization: Bearer ",
        "Authorization: Bearer key-of-a x",
        "Authorization: Bearer key-of",
        "Authorization: Bearer key-of-a.",
        "Authorization: Bearer KEY-OF-A",
        "Authorization: Bearer key-of-a, Bearer key-of-a",
        "Authorization: Bearer key-of-a,key-of-a",
        "Authorization: Bearer Bearer key-of-a",
        "Authorization: Bearer\tkey-of-a",
        "Authorization: Bearer \u00a0key-of-a",
        "Authorization: Bearer key-of-a\u00a0",
        "Authorization: Bearer \"key-of-a\"",
        "Authorization: Bearer token=key-of-a",
        "Authorization: Bearerkey-of-a",
        "Authorization: Bearer:key-of-a",
        "Authorization: key-of-a",
        "Authorization: Token key-of-a",
        "Authorization: Negotiate key-of-a",
        "Authorization: Digest username=\"alice\"",
        "Authorization: B\u0435arer key-of-a",
        "Authorization: Bearer key-o\u0166-a",
        "Authorization: Bearer \u212aey-of-a",
        "Authorization: Bearer key-of-a\u0000",
        "Authorization: Bearer key-of-a\r\nX: y",
        "x-api-key: ",
        "x-api-key: Bearer key-of-a",
        "x-api-key: key-of-a,key-of-a",
        "x-api-key: key of a",
        "x-api-key: key-of-a\u0000",
        "api-key: sha256:key-of-a"
      })
  void nothingThatIsNearlyAKeyIsOne(String line) {
    assertThat(presenting.authenticate(line)).isEqualTo(Presenting.invalid());
  }

  @Test
  void fieldsThatDisagreeAreInvalid() {
    String a = "Authorization: Bearer key-of-a";
    String token = "Authorization: Bearer " + Issuer.token(Issuer.RSA, "RS256");
    for (String[] lines :
        new String[][] {
          {a, a},
          {a, "authorization: Bearer key-of-a"},
          {a, "AUTHORIZATION: Bearer nobody"},
          {a, "x-api-key: other"},
          {a, "x-api-key: nobody"},
          {a, "x-api-key: "},
          {a, "api-key: key-of-a", "x-api-key: other"},
          {"x-api-key: key-of-a", "x-api-key: key-of-a"},
          {"x-api-key: key-of-a", "Authorization: Negotiate abc"},
          {token, "x-api-key: key-of-a"},
          {basic("alice:U*U".getBytes(UTF_8)), "x-api-key: key-of-a"},
          {basic("alice:U*V".getBytes(UTF_8)), "x-api-key: key-of-a"}
        }) {
      assertThat(presenting.authenticate(lines)).isEqualTo(Presenting.invalid());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Basic",
        "Authorization: Basic ",
        "Authorization: Basic alice:U*U",
        "Authorization: Basic YWxpY2U6VSpV=",
        "Authorization: Basic YWxpY2U6VSp",
        "Authorization: Basic YWxp Y2U6VSpV",
        "Authorization: Basic YWxpY2U6VSpV,YWxpY2U6VSpV",
        "Authorization: Basic\tYWxpY2U6VSpV",
        "Authorization: Bearer YWxpY2U6VSpV",
        "x-api-key: YWxpY2U6VSpV"
      })
  void nothingThatIsNearlyAPasswordIsOne(String line) {
    assertThat(presenting.authenticate(line)).isEqualTo(Presenting.invalid());
  }

  @Test
  void aPairOfOtherBytesIsInvalid() {
    for (String pair :
        new String[] {
          "alice",
          ":U*U",
          "",
          ":",
          "alice:U*U\0",
          "alice:U*U\n",
          "al\0ice:U*U",
          "ALICE:U*U",
          "K\u0131M:U*U",
          "\u212aim:U*U",
          " alice:U*U",
          "alice:" + "x".repeat(1000)
        }) {
      assertThat(presenting.authenticate(basic(pair.getBytes(UTF_8))))
          .as(pair)
          .isEqualTo(Presenting.invalid());
    }
    assertThat(presenting.authenticate(basic("alice:\u00e9".getBytes(ISO_8859_1))))
        .isEqualTo(Presenting.invalid());
    assertThat(presenting.authenticate(basic(new byte[] {'a', ':', (byte) 0xC0, (byte) 0x80})))
        .isEqualTo(Presenting.invalid());
  }

  @Test
  void aTokenThatNobodySignedIsInvalid() {
    String claims = Issuer.encode(Issuer.claims("alice"));
    for (String algorithm : new String[] {"none", "None", "NONE", "nOnE", ""}) {
      String unsigned = Issuer.encode(Issuer.header(algorithm, "rsa-1")) + "." + claims + ".";
      assertInvalid(unsigned);
      assertInvalid(unsigned + "AAAA");
    }
    String signed = Issuer.token(Issuer.RSA, "RS256");
    assertInvalid(signed.substring(0, signed.lastIndexOf('.') + 1));
    assertInvalid(signed.substring(0, signed.lastIndexOf('.')));
    assertInvalid(signed.substring(0, signed.lastIndexOf('.') + 1) + "AAAA");
  }

  @Test
  void aTokenOfASharedSecretIsInvalid() throws JOSEException {
    byte[] publicKey = Issuer.RSA.toRSAPublicKey().getEncoded();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey)
            + "\n-----END PUBLIC KEY-----\n";
    byte[][] secrets = {
      publicKey,
      pem.getBytes(UTF_8),
      Issuer.RSA.toPublicJWK().toJSONString().getBytes(UTF_8),
      "a secret of thirty-two bytes....".getBytes(UTF_8)
    };
    for (byte[] secret : secrets) {
      for (String id : new String[] {"rsa-1", "oct"}) {
        for (String algorithm : new String[] {"HS256", "HS384", "HS512"}) {
          byte[] padded = Arrays.copyOf(secret, Math.max(64, secret.length));
          assertInvalid(
              Issuer.token(
                  new OctetSequenceKey.Builder(algorithm.equals("HS256") ? secret : padded).build(),
                  Issuer.header(algorithm, id),
                  Issuer.claims("alice")));
        }
      }
    }
  }

  @Test
  void aTokenOfAnotherKeyIsInvalid() {
    assertInvalid(sign(Issuer.OTHER_RSA, Issuer.header("RS256", "rsa-1")));
    assertInvalid(sign(Issuer.OTHER_RSA, Issuer.header("RS256", "ec-1")));
    assertInvalid(sign(Issuer.RSA, Issuer.header("RS256", "ec-1")));
    assertInvalid(sign(Issuer.EC, Issuer.header("ES256", "rsa-1")));
    assertInvalid(sign(Issuer.OTHER_RSA, Issuer.header("RS256", "enc")));
    assertInvalid(sign(Issuer.OTHER_RSA, Issuer.header("RS256", "wrap")));
    assertInvalid(sign(Issuer.OTHER_RSA, Issuer.header("RS256", "only-rs512")));
    assertInvalid(sign(Issuer.SHORT_RSA, Issuer.header("RS256", "short")));
    assertThat(present(sign(Issuer.OTHER_RSA, Issuer.header("RS512", "only-rs512"))))
        .isEqualTo(Presenting.known("jwt/alice"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"RS256\"}",
        "{\"alg\":\"RS256\",\"kid\":\"\"}",
        "{\"alg\":\"RS256\",\"kid\":null}",
        "{\"alg\":\"RS256\",\"kid\":1}",
        "{\"alg\":\"RS256\",\"kid\":[\"rsa-1\"]}",
        "{\"alg\":\"RS256\",\"kid\":\"unknown\"}",
        "{\"alg\":\"RS256\",\"kid\":\"RSA-1\"}",
        "{\"alg\":\"RS256\",\"kid\":\"../rsa-1\"}",
        "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"kid\":\"rsa-1\"}",
        "{\"alg\":\"RS256\",\"alg\":\"RS256\",\"kid\":\"rsa-1\"}",
        "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"x\":{\"y\":1,\"y\":1}}",
        "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"crit\":[\"exp\"],\"exp\":1}",
        "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"crit\":[]}",
        "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"crit\":null}",
        "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"crit\":[\"b64\"],\"b64\":true}",
        "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"b64\":true}",
        "{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}x",
        "{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}{}",
        "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",}",
        "{\"alg\":\"RS256\",kid:\"rsa-1\"}",
        "[{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}]",
        "\uFEFF{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}"
      })
  void aHeaderThatIsNotInOrderIsInvalid(String header) {
    assertInvalid(sign(Issuer.RSA, header));
  }

  @Test
  void keysThatATokenBringsOrPointsAtAreNotLookedAt() {
    String own = Issuer.OTHER_RSA.toPublicJWK().toJSONString();
    int before = server.requests();
    for (String more :
        new String[] {
          "\"jwk\":" + own,
          "\"jku\":\"" + server.uri() + "\"",
          "\"x5u\":\"" + server.uri() + "\"",
          "\"jku\":\"" + server.uri() + "\",\"jwk\":" + own
        }) {
      String header = "{\"alg\":\"RS256\",\"kid\":\"rsa-1\"," + more + "}";
      assertInvalid(sign(Issuer.OTHER_RSA, header));
      assertThat(present(sign(Issuer.RSA, header))).isEqualTo(Presenting.known("jwt/alice"));
    }
    assertThat(server.requests()).isEqualTo(before);
  }

  @Test
  void aClaimThatComesTwiceIsInvalid() {
    String header = Issuer.header("RS256", "rsa-1");
    for (String more :
        new String[] {
          ",\"sub\":\"alice\"",
          ",\"sub\":\"mallory\"",
          ",\"s\\u0075b\":\"mallory\"",
          ",\"exp\":1900000000",
          ",\"x\":{\"y\":1,\"y\":2}"
        }) {
      assertInvalid(Issuer.token(Issuer.RSA, header, Issuer.claims("alice", more)));
    }
    assertInvalid(Issuer.token(Issuer.RSA, header, Issuer.claims("alice") + "{}"));
    assertInvalid(Issuer.token(Issuer.RSA, header, "[" + Issuer.claims("alice") + "]"));
    assertInvalid(Issuer.token(Issuer.RSA, header, "\"alice\""));
    assertInvalid(
        Issuer.token(
            Issuer.RSA,
            header,
            Issuer.claims("alice", ",\"x\":" + "[".repeat(2000) + "]".repeat(2000))));
  }

  @Test
  void aTokenIsItsOneEncoding() {
    String token = Issuer.token(Issuer.RSA, "RS256");
    String[] parts = token.split("\\.", -1);
    for (String other :
        new String[] {
          token + "=",
          token + "==",
          token + ".",
          "." + token,
          token.replaceFirst("\\.", ".."),
          parts[0] + "=." + parts[1] + "." + parts[2],
          parts[0] + "." + parts[1] + "=." + parts[2],
          parts[0] + "." + parts[1] + "." + parts[2] + "*",
          parts[0] + "." + parts[1] + "." + parts[2] + "\u00e9",
          parts[0] + "." + parts[1] + "." + withOtherLastBits(parts[2]),
          parts[0] + ".." + parts[2],
          "." + parts[1] + "." + parts[2],
          ".."
        }) {
      assertInvalid(other);
    }
  }

  /** 256 bytes are 342 characters, of which the last holds four bits that nobody reads. */
  private static String withOtherLastBits(String signature) {
    String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = digits.indexOf(signature.charAt(signature.length() - 1));
    return signature.substring(0, signature.length() - 1) + digits.charAt(last ^ 1);
  }

  @Test
  void anEncryptedTokenIsInvalid() throws JOSEException {
    JWEObject encrypted =
        new JWEObject(
            new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A128GCM)
                .keyID("rsa-1")
                .contentType("JWT")
                .build(),
            new Payload(Issuer.token(Issuer.RSA, "RS256")));
    encrypted.encrypt(new RSAEncrypter(Issuer.RSA));
    assertInvalid(encrypted.serialize());
  }

  @Test
  void aHugeTokenIsInvalid() {
    String header = Issuer.header("RS256", "rsa-1");
    assertThat(present(padded(header, 11_000))).isEqualTo(Presenting.known("jwt/alice"));
    assertInvalid(padded(header, 13_000));
    assertInvalid(padded(header, 1_000_000));
    assertInvalid("a".repeat(2_000_000) + "." + "b".repeat(2_000_000) + ".c");
  }

  private static String padded(String header, int by) {
    return Issuer.token(
        Issuer.RSA, header, Issuer.claims("alice", ",\"x\":\"" + "x".repeat(by) + "\""));
  }

  private static String sign(JWK key, String header) {
    return Issuer.token(key, header, Issuer.claims("alice"));
  }

  private static void assertInvalid(String token) {
    assertThat(present(token)).isEqualTo(Presenting.invalid());
  }

  private static Authentication present(String token) {
    return presenting.authenticate("Authorization: Bearer " + token);
  }

  private static String basic(byte[] pair) {
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
