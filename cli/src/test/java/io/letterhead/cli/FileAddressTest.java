package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FileAddressTest {

  @Test
  void aFileOfTheWorkingDirectoryIsRelativeHoweverItIsNamed() {
    FileAddress expected = new FileAddress("src/a.yaml", true);

    assertThat(FileAddress.of("src/a.yaml")).isEqualTo(expected);
    assertThat(FileAddress.of("./src/../src/a.yaml")).isEqualTo(expected);
    assertThat(FileAddress.of(Path.of("src/a.yaml").toAbsolutePath().toString()))
        .isEqualTo(expected);
    assertThat(expected.uri()).isEqualTo("src/a.yaml");
  }

  @Test
  void anyOtherFileIsAbsolute() {
    FileAddress address = FileAddress.of("../examples/letterhead.yaml");
    Path file = Path.of("../examples/letterhead.yaml").toAbsolutePath().normalize();

    assertThat(address.relative()).isFalse();
    assertThat(Path.of(URI.create(address.uri()))).isEqualTo(file);
    assertThat(FileAddress.of("").relative()).isFalse();
  }

  @Test
  void whatIsReservedOrNotAsciiIsPercentEncoded() {
    assertThat(FileAddress.of("a b:c%41#?\u00e9\n~-._.yaml").uri())
        .isEqualTo("a%20b%3Ac%2541%23%3F%C3%A9%0A~-._.yaml");
    assertThat(FileAddress.of("\uD83D\uDE00").uri()).isEqualTo("%F0%9F%98%80");
  }
}
