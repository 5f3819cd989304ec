package io.letterhead.conformance.suite;

import io.letterhead.policy.Condition;
import io.letterhead.policy.Guard;
import io.letterhead.policy.Operand;
import io.letterhead.policy.Policy;
import io.letterhead.policy.Positioned;
import io.letterhead.policy.Provider;
import io.letterhead.policy.Rule;
import io.letterhead.policy.SecretDeclaration;
import io.letterhead.policy.WrittenValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A policy of the suite as a file that means the same, for whoever reads of a failure. */
final class PolicyText {
  private final StringBuilder text = new StringBuilder("version: 1\n");

  private PolicyText() {}

  static String of(Policy policy) {
    PolicyText printed = new PolicyText();
    printed.secrets(policy.secrets());
    policy.carrier().ifPresent(c -> printed.line("caller-data: { header: " + c.text() + " }"));
    printed.line("providers:");
    policy.providers().forEach(printed::provider);
    return printed.text.toString();
  }

  private void secrets(List<SecretDeclaration> secrets) {
    line("secrets:");
    for (SecretDeclaration secret : secrets) {
      line("  %s: { %s: %s }".formatted(secret.name(), secret.source().text(), secret.key()));
    }
  }

  private void provider(Provider provider) {
    line("  " + provider.name() + ":");
    line("    origin: " + provider.origin());
    rules("rules", provider.rules().request());
    rules("response-rules", provider.rules().response());
  }

  private void rules(String key, List<Rule> rules) {
    if (rules.isEmpty()) {
      return;
    }
    line("    " + key + ":");
    for (Rule rule : rules) {
      List<String> lines = lines(rule);
      line("      - " + lines.get(0));
      lines.subList(1, lines.size()).forEach(each -> line("        " + each));
    }
  }

  private static List<String> lines(Rule rule) {
    List<String> lines = new ArrayList<>();
    if (rule instanceof Rule.Allow allow) {
      lines.add("allow: " + list(allow.operands()));
      guards(allow.guards(), lines);
    } else if (rule instanceof Rule.Deny deny) {
      lines.add("deny: " + list(deny.operands()));
    } else if (rule instanceof Rule.Rename rename) {
      lines.add("rename: " + rename.from().text());
      lines.add("to: " + rename.to().text());
      guards(rename.guards(), lines);
    } else if (rule instanceof Rule.Set set) {
      lines.add("set: " + set.name().text());
      lines.add(written(set.value()));
    } else if (rule instanceof Rule.Default fallback) {
      lines.add("default: " + fallback.name().text());
      lines.add("to: " + quoted(fallback.value().text()));
    } else if (rule instanceof Rule.Inject inject) {
      lines.add("inject: " + inject.name().text());
      inject.secret().map(Positioned::text).ifPresent(s -> lines.add("from-secret: " + s));
      lines.add("as: " + inject.scheme());
    } else if (rule instanceof Rule.Require require) {
      lines.add("require: " + require.name().text());
    } else {
      throw new IllegalArgumentException("a rule that the suite does not use: " + rule.verb());
    }
    if (rule.when() instanceof Condition.Matching when) {
      lines.add("when: " + when(when));
    } else if (rule.when() instanceof Condition.Otherwise) {
      lines.add("when: otherwise");
    }
    return lines;
  }

  private static String written(WrittenValue value) {
    if (value instanceof WrittenValue.Fixed fixed) {
      return "to: " + quoted(fixed.text().text());
    } else if (value instanceof WrittenValue.FromCallerData data) {
      return "from-caller-data: " + data.key();
    } else if (value instanceof WrittenValue.FromRequest request) {
      return "from-request: " + request.fact().id();
    }
    throw new AssertionError(value);
  }

  private static void guards(List<Guard> guards, List<String> lines) {
    for (Guard guard : guards) {
      if (guard instanceof Guard.OneOf oneOf) {
        lines.add(
            "one-of: "
                + oneOf.values().stream()
                    .map(PolicyText::quoted)
                    .collect(Collectors.joining(", ", "[", "]")));
      } else if (guard instanceof Guard.MaxLength longest) {
        lines.add("max-length: " + longest.bytes());
      }
    }
  }

  private static String when(Condition.Matching when) {
    List<String> parts = new ArrayList<>();
    if (!when.methods().isEmpty()) {
      parts.add("methods: [" + String.join(", ", when.methods()) + "]");
    }
    if (!when.paths().isEmpty()) {
      parts.add(
          when.paths().stream()
              .map(path -> quoted(path.toString()))
              .collect(Collectors.joining(", ", "paths: [", "]")));
    }
    return "{ " + String.join(", ", parts) + " }";
  }

  private static String list(List<Operand> operands) {
    return operands.stream()
        .map(operand -> quoted(operand.text()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String quoted(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
