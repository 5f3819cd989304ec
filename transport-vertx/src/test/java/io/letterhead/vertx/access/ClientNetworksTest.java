package io.letterhead.vertx.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientNetworksTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0, true",
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.0.0.0/8, 9.255.255.255, false",
    "10.1.2.3/8, 10.9.9.9, true",
    "10.0.0.0/8, ::ffff:10.0.0.1, true",
    "10.0.0.0/8, 0:0:0:0:0:ffff:a00:1, true",
    "10.0.0.0/8, ::ffff:10.0.0.1%eth0, true",
    "10.0.0.0/8, ::10.0.0.1, false",
    "10.0.0.0/8, 64:ff9b::10.0.0.1, false",
    "::ffff:10.0.0.0/104, 10.0.0.1, true",
    "::ffff:10.0.0.0/104, 11.0.0.1, false",
    "::ffff:10.0.0.7, 10.0.0.7, true",
    "::ffff:10.0.0.7, 10.0.0.8, false",
    "10.0.0.7, 10.0.0.7, true",
    "10.0.0.7, 10.0.0.6, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, ::1, false",
    "::/0, ::1, true",
    "::/0, 10.0.0.1, false",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.128/25, 192.0.2.128, true",
    "fe80::/10, fe80::1%eth0, true",
    "fe80::/10, fe80::1%no-such-interface, true",
    "fe80::/10, fe80::1%, true",
    "fe80::/10, fec0::1, false",
    "2001:db8::/32, 2001:DB8:0:0::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "::1, 0:0:0:0:0:0:0:1, true",
  })
  void anAddressIsInANetworkOrNot(String network, String address, boolean admitted) {
    assertThat(ClientNetworks.of(ImmutableList.of(Network.parse(network))).admits(address))
        .isEqualTo(admitted);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "localhost",
        "[::1]",
        "::1%",
        "10.0.0.1%eth0",
        "%eth0",
        "10.0.0.1:80",
        "10.0.0",
        "010.0.0.1",
        "10.0.0.1 ",
        "10.0.0.0/8",
        "2130706433",
        "/socket",
        "::1%eth0%eth1x/",
      })
  void whatIsNoAddressIsAdmittedOnlyWhereNoNetworkIsNamed(@Nullable String address) {
    assertThat(ClientNetworks.of(ImmutableList.of()).admits(address)).isTrue();
    assertThat(ClientNetworks.of(ImmutableList.of(Network.parse("10.0.0.0/8"))).admits(address))
        .isFalse();
  }

  @Test
  void oneOfSeveralNetworksIsEnough() {
    ClientNetworks networks =
        ClientNetworks.of(ImmutableList.of(Network.parse("10.0.0.0/8"), Network.parse("fd00::/8")));
    assertThat(networks.admits("10.1.1.1")).isTrue();
    assertThat(networks.admits("fd12::1")).isTrue();
    assertThat(networks.admits("192.168.0.1")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/8",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/8/8",
        "10.0.0.0/0008",
        "10.0.0.0/255.0.0.0",
        "10.0.0/8",
        "localhost/8",
        "::/129",
        "::ffff:10.0.0.0/95",
        "::ffff:10.0.0.0/129",
        "fe80::1%eth0/64",
        "[::1]/128",
        "10.0.0.0/٨"
      })
  void whatIsNoNetworkIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Network.parse(text));
  }

  @Property
  void anIpv4AddressIsInWhenItsFirstBitsAreThose(
      @ForAll @Size(4) byte[] base,
      @ForAll @IntRange(max = 32) int length,
      @ForAll @IntRange(max = 32) int flipped)
      throws UnknownHostException {
    isInWhenItsFirstBitsAreThose(base, length, flipped);
  }

  @Property
  void anIpv6AddressIsInWhenItsFirstBitsAreThose(
      @ForAll @Size(15) byte[] rest,
      @ForAll @IntRange(max = 128) int length,
      @ForAll @IntRange(max = 128) int flipped)
      throws UnknownHostException {
    byte[] base = new byte[16];
    base[0] = 0x20;
    System.arraycopy(rest, 0, base, 1, 15);
    isInWhenItsFirstBitsAreThose(base, length, flipped);
  }

  /** The base itself with all its bits from {@code flipped} on turned over. */
  private static void isInWhenItsFirstBitsAreThose(byte[] base, int length, int flipped)
      throws UnknownHostException {
    byte[] other = base.clone();
    for (int bit = flipped; bit < base.length * 8; bit++) {
      other[bit / 8] ^= (byte) (0x80 >>> (bit % 8));
    }
    Network network = Network.parse(InetAddress.getByAddress(base).getHostAddress() + "/" + length);
    int behind = base.length * 8 - length;
    boolean same =
        new BigInteger(1, base)
            .shiftRight(behind)
            .equals(new BigInteger(1, other).shiftRight(behind));
    assertThat(network.contains(InetAddress.getByAddress(other))).isEqualTo(same);
    assertThat(network.contains(InetAddress.getByAddress(Arrays.copyOf(other, 20 - base.length))))
        .isFalse();
  }
}
