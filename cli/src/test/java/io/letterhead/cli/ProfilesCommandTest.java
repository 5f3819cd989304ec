package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.dsl.Profiles;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProfilesCommandTest {

  @Test
  void allAreListed() throws IOException {
    Run run = Run.of("profiles");

    assertThat(run.out()).isEqualTo(Run.golden("profiles.txt"));
    assertThat(run.out()).contains(Profiles.shipped().names());
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void oneIsShownWithAllThatItSays() throws IOException {
    Run run = Run.of("profiles", "anthropic");

    assertThat(run.out()).isEqualTo(Run.golden("profiles-anthropic.txt"));
    assertThat(run.code()).isZero();
    assertThat(Run.of("profiles", "bedrock-api-key").out())
        .isEqualTo(Run.golden("profiles-bedrock.txt"));
  }

  @Test
  void jsonHasTheKeysOfTheContract() throws IOException {
    assertThat(Run.of("profiles", "anthropic", "--format=json").out())
        .isEqualTo(Run.golden("profiles-anthropic.json"));
    assertThat(Run.of("profiles", "azure-openai", "--format=json").out())
        .contains("\"origin\": null", "\"companions\": []");
    assertThat(Run.of("profiles", "--format=json").out())
        .contains(Profiles.shipped().names().stream().map(n -> "\"name\": \"" + n + "\"").toList());
  }

  @Test
  void anUnknownNameIsWrongUsage() {
    Run slip = Run.of("profiles", "antropic");
    Run unknown = Run.of("profiles", "nothing-like-it");

    assertThat(slip.err()).contains("no profile is named 'antropic'; did you mean 'anthropic'?");
    assertThat(slip.out()).isEmpty();
    assertThat(slip.code()).isEqualTo(1);
    assertThat(unknown.err()).contains("`letterhead profiles` lists those that there are");
    assertThat(unknown.code()).isEqualTo(1);
  }
}
