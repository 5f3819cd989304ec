package io.letterhead.cli;

import io.letterhead.dsl.Profiles;
import io.letterhead.dsl.ShippedProfile;
import io.letterhead.policy.Suggestion;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code letterhead profiles}: what is known of providers before any policy says a word. */
@Command(
    name = "profiles",
    description = {
      "Lists the provider profiles that policies can name, or shows all that one of them says: "
          + "where the provider reads its credential from, and which fields go with it.",
      "Needs no policy, no network, no environment."
    },
    footer = {
      "",
      "Example:",
      "  letterhead profiles",
      "  letterhead profiles anthropic --format json",
      "",
      "Exit codes: 0 listed, 1 wrong usage: no such profile."
    })
final class ProfilesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "The profile to show; all, if it is left out.")
  private @Nullable String name;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "How the result is written: ${COMPLETION-CANDIDATES}.")
  private Format format;

  @SuppressWarnings("NullAway.Init")
  ProfilesCommand() {}

  @Override
  public Integer call() {
    ProfilesReport report =
        name == null ? new ProfilesReport(all()) : new ProfilesReport(List.of(named(name)));
    if (format == Format.JSON) {
      JsonResult.print(spec.commandLine().getOut(), report::writeJson);
    } else if (name == null) {
      report.printAll(spec.commandLine().getOut(), Style.of(spec.commandLine()));
    } else {
      report.printEach(spec.commandLine().getOut(), Style.of(spec.commandLine()));
    }
    return ExitCode.DONE;
  }

  private List<ShippedProfile> all() {
    return Profiles.shipped().names().stream().map(this::named).toList();
  }

  private ShippedProfile named(String wanted) {
    return Profiles.shipped()
        .documented(wanted)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "no profile is named '"
                        + wanted
                        + "'; "
                        + Suggestion.closest(wanted, Profiles.shipped().names())
                            .map(meant -> "did you mean '" + meant + "'?")
                            .orElse("`letterhead profiles` lists those that there are")));
  }
}
