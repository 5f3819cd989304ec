package io.letterhead.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A hand-written filter for {@link Laws#RULES}, as gateways have them: right, but for one defect.
 */
record SabotagedGateway(Defect defect) implements Subject {

  /** The holes that hand-written filters ship with. */
  enum Defect {
    NONE,
    SKIPS_THE_SEAL,
    FOLDS_WITH_THE_LOCALE,
    IS_BLIND_TO_ALIASES,
    EDITS_IN_PLACE,
    INJECTS_BEFORE_REMOVAL,
    LETS_THE_LAST_RULE_WIN,
    REJECTS_AT_THE_FIRST_FAULT,
    QUOTES_VALUES
  }

  private static final Set<String> SEALED =
      Set.of(
          "authorization",
          "x-source",
          "x-api-key",
          "cookie",
          "x-forwarded-for",
          "x-tenant-id",
          "connection");

  @Override
  public Result decide(List<Rule> rules, List<Line> lines) {
    Set<String> faults = new TreeSet<>();
    Set<String> nominated = new TreeSet<>();
    for (Line line : lines) {
      if (!line.name().matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
        faults.add("name");
      } else if (line.value().chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
        faults.add(defect == Defect.QUOTES_VALUES ? "value " + line.value() : "value");
      } else if (fold(line.name()).equals("connection")) {
        for (String option : line.value().split(",", -1)) {
          nominated.add(fold(option.trim()));
        }
      }
    }
    List<Line> out = new ArrayList<>();
    if (defect == Defect.INJECTS_BEFORE_REMOVAL) {
      inject(out);
    }
    pass(rules, lines, nominated, out, faults);
    out.removeIf(line -> nominated.contains(fold(line.name())));
    if (defect != Defect.INJECTS_BEFORE_REMOVAL) {
      inject(out);
    }
    return faults.isEmpty()
        ? new Result(out, Optional.empty())
        : new Result(List.of(), Optional.of(faults.iterator().next()));
  }

  private void pass(
      List<Rule> rules,
      List<Line> lines,
      Set<String> nominated,
      List<Line> out,
      Set<String> faults) {
    boolean denyIsLast = rules.indexOf(Laws.RULES.get(5)) > rules.indexOf(Laws.RULES.get(4));
    for (Line line : lines) {
      String name = fold(line.name());
      boolean sealed = SEALED.contains(name) && defect != Defect.SKIPS_THE_SEAL;
      boolean denied =
          name.startsWith("x-internal-") && (denyIsLast || defect != Defect.LETS_THE_LAST_RULE_WIN);
      boolean plain = line.name().matches("[A-Za-z0-9-]+") || defect == Defect.IS_BLIND_TO_ALIASES;
      boolean exact = name.equals("x-tenant") || name.equals("x-tier");
      boolean loose = plain && name.matches("x[-_.].*|accept");
      boolean editable = defect == Defect.EDITS_IN_PLACE && name.equals("authorization");
      boolean unsealed = !sealed && SEALED.contains(name);
      if (nominated.contains(name) || (sealed && !editable) || denied) {
        continue;
      }
      if (!exact && !loose && !editable && !unsealed) {
        continue;
      }
      if (line.value().chars().anyMatch(c -> c >= 0x80)) {
        fault(faults, "opaque");
      } else if (name.equals("x-tenant") && has(out, "x-tenant-id")) {
        fault(faults, "repeated");
      } else if (name.equals("x-tier") && !spelledAlike(lines, nominated)) {
        fault(faults, "spellings");
      } else {
        out.add(name.equals("x-tenant") ? new Line("X-Tenant-ID", line.value()) : line);
      }
    }
  }

  private void fault(Set<String> faults, String fault) {
    if (defect != Defect.REJECTS_AT_THE_FIRST_FAULT || faults.isEmpty()) {
      faults.add(fault);
    }
  }

  private void inject(List<Line> out) {
    Line own = new Line("Authorization", "Bearer " + Exchange.KEY);
    int first = -1;
    for (int i = 0; i < out.size() && first < 0; i++) {
      first = fold(out.get(i).name()).equals("authorization") ? i : -1;
    }
    if (defect == Defect.EDITS_IN_PLACE && first >= 0) {
      out.set(first, own);
    } else {
      out.add(own);
    }
    out.add(new Line("X-Source", "gateway"));
    if (!has(out, "x-tier")) {
      out.add(new Line("X-Tier", "free"));
    }
  }

  private boolean spelledAlike(List<Line> lines, Set<String> nominated) {
    return lines.stream()
            .map(Line::name)
            .filter(name -> fold(name).equals("x-tier") && !nominated.contains("x-tier"))
            .map(name -> name.toLowerCase(Locale.ROOT))
            .distinct()
            .count()
        == 1;
  }

  private boolean has(List<Line> out, String name) {
    return out.stream().anyMatch(line -> fold(line.name()).equals(name));
  }

  private String fold(String name) {
    if (defect == Defect.FOLDS_WITH_THE_LOCALE) {
      return name.toLowerCase(new Locale("tr")).replaceAll("[_.]", "-");
    }
    String lower = name.toLowerCase(Locale.ROOT);
    return defect == Defect.IS_BLIND_TO_ALIASES ? lower : lower.replaceAll("[^a-z0-9]", "-");
  }
}
