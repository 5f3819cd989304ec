package io.letterhead.vertx.callers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;

/** What holds of every key. */
final class KeyLawsTest {

  @Property
  void aKeyIsKnownAndNoChangeOfABitIs(
      @ForAll @NotEmpty @CharRange(from = '!', to = '~') @StringLength(max = 60) String key,
      @ForAll int position,
      @ForAll @IntRange(max = 7) int bit) {
    byte[] bytes = key.getBytes(ISO_8859_1);
    bytes[Math.floorMod(position, bytes.length)] ^= (byte) (1 << bit);
    assertThat(owner(key, key)).contains("caller");
    assertThat(owner(key, new String(bytes, ISO_8859_1))).isEmpty();
  }

  @Property
  void noOtherTextIsTheKey(
      @ForAll @NotEmpty @CharRange(from = '!', to = '~') @StringLength(max = 8) String key,
      @ForAll @StringLength(max = 10) String other) {
    Assume.that(!key.equals(other.strip()));
    assertThat(owner(key, other)).isEmpty();
  }

  @Property
  void noPartOfAKeyIsTheKeyNorAnyLongerText(
      @ForAll @CharRange(from = '!', to = '~') @StringLength(min = 2, max = 60) String key,
      @ForAll @CharRange(from = '!', to = '~') char more) {
    assertThat(owner(key, key.substring(1))).isEmpty();
    assertThat(owner(key, key.substring(0, key.length() - 1))).isEmpty();
    assertThat(owner(key, key + more)).isEmpty();
    assertThat(owner(key, more + key)).isEmpty();
  }

  private static Optional<String> owner(String key, String presented) {
    KeyRing ring =
        new KeyRing(
            ImmutableMap.of(
                "other", KeyDigest.of("another-key " + key), "caller", KeyDigest.of(key)));
    return Credential.read("x-api-key", presented)
        .map(credential -> (Credential.Bearer) credential)
        .flatMap(bearer -> ring.ownerOf(bearer.text()));
  }
}
