package io.letterhead.cli.serving;

import com.google.common.collect.ImmutableList;
import io.letterhead.cli.config.ConfigProblems;
import io.letterhead.cli.config.GatewaySettings;
import io.letterhead.dsl.Loaded;
import io.letterhead.dsl.ProblemRenderer;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.Problem;

/** What is wrong with a policy, with a configuration, and with the two together. */
final class Findings {

  private static final ProblemRenderer RENDERER = ProblemRenderer.plain();

  private final ImmutableList.Builder<Problem> problems = ImmutableList.builder();
  private final StringBuilder text = new StringBuilder();
  private String title = "";

  Findings(Loaded loaded, GatewaySettings settings) {
    if (settings.config().isEmpty()) {
      title = "invalid config";
    } else if (loaded.policy().isEmpty()) {
      title = "invalid policy";
    }
    add(settings.problems());
    problems.addAll(loaded.problems());
    text.append(RENDERER.render(loaded));
    if (isGood()) {
      compare(
          loaded,
          loaded.policy().orElseThrow(),
          settings,
          settings.config().orElseThrow().admission().callers().areAuthenticated());
    }
  }

  private void compare(
      Loaded loaded, CompiledPolicy policy, GatewaySettings settings, boolean authenticated) {
    ImmutableList<Problem> callers = authenticated ? policy.withCallers() : policy.withoutCallers();
    ConfigProblems unfit = settings.against(policy);
    if (!unfit.isEmpty()) {
      title = "invalid config";
    } else if (!callers.isEmpty()) {
      title = "the policy cannot be served " + (authenticated ? "with" : "without") + " callers";
    }
    add(unfit);
    problems.addAll(callers);
    callers.forEach(problem -> text.append(RENDERER.render(loaded, problem)));
  }

  private void add(ConfigProblems found) {
    problems.addAll(found.all());
    text.append(found.text(RENDERER));
  }

  /** Whether nothing but warnings was found. */
  boolean isGood() {
    return title.isEmpty();
  }

  ImmutableList<Problem> all() {
    return problems.build();
  }

  /**
   * All of them as people read them, under a line that says what is bad; ends with a line end
   * unless there are none.
   */
  String text() {
    return title.isEmpty() ? text.toString() : title + "\n" + text;
  }
}
