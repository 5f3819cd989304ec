package io.letterhead.policy;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSortedSet;
import io.letterhead.policy.Rejection.Reason;
import io.letterhead.policy.Subject.Line;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The language, written down a second time in the plainest way: what leaves for a request, what is
 * removed, and why it would be rejected. Regular expressions and linear scans; shares no code with
 * the engine, only its data files and the words of the model.
 */
final class NaiveOracle {

  /** A reason why a request does not leave, and the field that it is about. */
  record Refusal(Reason reason, String field) implements Comparable<Refusal> {
    @Override
    public int compareTo(Refusal other) {
      return comparing(Refusal::reason).thenComparing(Refusal::field).compare(this, other);
    }
  }

  /**
   * What the language says of a request.
   *
   * @param refusals all reasons to reject it: none where it leaves
   * @param leaving the lines that leave, in order
   * @param removed the caller's fields and query parameters that do not, and why
   * @param target where it goes
   */
  record Answer(
      SortedSet<Refusal> refusals, List<String> leaving, List<String> removed, String target) {}

  private final NaiveRules rules;
  private final NaiveSecrets secrets;

  NaiveOracle(Policy policy, Provider provider, Map<String, String> secrets) {
    this.rules = new NaiveRules(policy, provider);
    this.secrets = new NaiveSecrets(secrets);
  }

  /** A reason for removal, or {@code passes as NAME}: for one name, at a request. */
  String judge(String name, Asked asked) {
    NaiveFate fate = NaiveFate.of(rules, rules.holding(asked, "/v1/x"), name, false);
    return fate.passes() ? "passes as " + fate.spelling() : fate.removal();
  }

  Answer answer(Asked asked) {
    Optional<NaiveTarget> target = NaiveTarget.of(asked.target());
    if (target.isEmpty()) {
      return new Answer(
          ImmutableSortedSet.of(new Refusal(Reason.MALFORMED_TARGET, "")),
          List.of(),
          List.of(),
          "");
    }
    return new Walk(asked, target.get()).answer();
  }

  /** One request on its way through the lines of the language. */
  private final class Walk {

    private final Asked asked;
    private final NaiveTarget target;

    /** The rules that hold for the request. */
    private final List<Rule> holding;

    private final SortedSet<Refusal> refusals = new TreeSet<>();
    private final List<String> leaving = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();

    /** The folded names of which a non-empty field leaves, or would if nothing else refused it. */
    private final Set<String> present = new HashSet<>();

    /** The caller's lines that pass, spelled as they came. */
    private final List<Line> passing = new ArrayList<>();

    Walk(Asked asked, NaiveTarget target) {
      this.asked = asked;
      this.target = target;
      this.holding = rules.holding(asked, target.path());
    }

    Answer answer() {
      if (!NaiveNames.isToken(asked.method())) {
        refuse(Reason.MALFORMED_METHOD, "");
      } else if (asked.method().matches("(?i)connect|trace")) {
        refuse(Reason.METHOD_REFUSED, "");
      }
      if (target.hasEncodedSlash() && !rules.provider.encodedSlash()) {
        refuse(Reason.MALFORMED_TARGET, "");
      }
      Set<String> nominated = nominated();
      NaiveData data = data(nominated);
      for (Line line : asked.lines()) {
        callers(line, nominated, false);
      }
      for (Line line : data.headers()) {
        callers(line, nominated, true);
      }
      writes(nominated, data);
      for (Rule rule : rules.request) {
        if (rule instanceof Rule.Require require
            && holds(require)
            && !present.contains(NaiveRules.folded(require.name()))) {
          refuse(Reason.REQUIRED, require.name().text());
        }
      }
      String query = target.query(rules.policy, rules.provider, removed);
      return new Answer(
          refusals, leaving, removed, rules.provider.origin().basePath() + target.path() + query);
    }

    private Set<String> nominated() {
      Set<String> nominated = new HashSet<>();
      for (Line line : asked.lines()) {
        if (isToken(line) && NaiveNames.fold(line.name()).equals("connection")) {
          for (String option : line.value().split(",", -1)) {
            String bare = option.replaceAll("^[ \t]+|[ \t]+$", "");
            if (!bare.isEmpty() && !NaiveNames.isToken(bare)) {
              refuse(Reason.MALFORMED_VALUE, "Connection");
            }
            nominated.add(NaiveNames.fold(bare));
          }
        }
      }
      return nominated;
    }

    private NaiveData data(Set<String> nominated) {
      if (rules.policy.carrier().isEmpty()) {
        return NaiveData.NONE;
      }
      Operand.Name carrier = rules.policy.carrier().get();
      List<String> carried = values(carrier, nominated);
      Set<String> keys = new HashSet<>();
      for (Rule rule : rules.file) {
        if (rule instanceof Rule.Set set
            && set.value() instanceof WrittenValue.FromCallerData from) {
          keys.add(from.key().text());
        } else if (rule instanceof Rule.Inject inject
            && inject.bring().orElse(null) instanceof Bring.Data from) {
          keys.add(from.key().text());
        }
      }
      String headers = rules.provider.dataHeaders().map(Positioned::text).orElse("");
      Optional<NaiveData> read =
          carried.isEmpty()
              ? Optional.of(NaiveData.NONE)
              : NaiveData.read(carried.get(0), keys, headers);
      if (carried.size() > 1 || read.isEmpty()) {
        refuse(Reason.CALLER_DATA, carrier.text());
        return NaiveData.NONE;
      }
      return read.get();
    }

    private void callers(Line line, Set<String> nominated, boolean inData) {
      if (!isToken(line)) {
        refuse(Reason.MALFORMED_NAME, NaiveNames.printable(line.name()));
        return;
      }
      String folded = NaiveNames.fold(line.name());
      if (!NaiveNames.isBytes(line.value())) {
        refuse(Reason.MALFORMED_VALUE, line.name());
      } else if (inData && heads(folded)) {
        refuse(Reason.CALLER_DATA, folded);
      } else if (nominated.contains(folded)) {
        removed.add(line.name() + " nominated");
      } else {
        NaiveFate fate = NaiveFate.of(rules, holding, line.name(), inData);
        if (fate.passes()) {
          passes(line, fate);
        } else {
          removed(line, fate);
        }
      }
    }

    private boolean heads(String folded) {
      return asked.lines().stream()
          .anyMatch(line -> isToken(line) && NaiveNames.fold(line.name()).equals(folded));
    }

    private void removed(Line line, NaiveFate fate) {
      removed.add(line.name() + " " + fate.removal());
      boolean rejects =
          rules.policy.rules().reject().stream().anyMatch(r -> r.id().equals(fate.removal()))
              || rules.provider.rules().reject().stream()
                  .anyMatch(r -> r.id().equals(fate.removal()));
      if (rejects && !fate.consumed()) {
        refuse(Reason.valueOf(fate.removal().toUpperCase(Locale.ROOT)), line.name());
      }
    }

    private void passes(Line line, NaiveFate fate) {
      String folded = NaiveNames.fold(line.name());
      List<String> before =
          passing.stream().map(Line::name).filter(n -> NaiveNames.fold(n).equals(folded)).toList();
      passing.add(line);
      if (!NaiveNames.isAscii(line.value())) {
        refuse(Reason.NON_ASCII, line.name());
      } else if (fate.single() && !before.isEmpty()) {
        refuse(Reason.REPEATED, folded);
      } else if (before.stream().anyMatch(other -> !sameButForCase(other, line.name()))) {
        refuse(Reason.SPELLINGS, folded);
      } else if (!fate.guards().stream().allMatch(guard -> holds(guard, line.value()))) {
        refuse(Reason.GUARD, line.name());
      } else {
        leaves(fate.spelling(), line.value());
      }
    }

    private void writes(Set<String> nominated, NaiveData data) {
      for (Rule rule : rules.file) {
        if (rule instanceof Rule.Inject inject
            && rules.file.stream().noneMatch(other -> injects(other, inject) && holds(other))) {
          refuse(
              Reason.NO_CREDENTIAL,
              rules.file.stream()
                  .filter(other -> injects(other, inject))
                  .map(other -> ((Rule.Inject) other).name().text())
                  .sorted()
                  .findFirst()
                  .orElseThrow());
        }
      }
      rules.request.stream()
          .filter(rule -> !NaiveRules.writes(rule).isEmpty() && holds(rule))
          .sorted(comparing(rule -> NaiveRules.folded(NaiveRules.writes(rule).get(0))))
          .forEach(rule -> write(rule, nominated, data));
    }

    private void write(Rule rule, Set<String> nominated, NaiveData data) {
      Operand.Name name = NaiveRules.writes(rule).get(0);
      if (rule instanceof Rule.Set set) {
        if (set.value() instanceof WrittenValue.Fixed fixed) {
          leaves(name.text(), fixed.text().text());
        } else if (set.value() instanceof WrittenValue.FromCallerData from) {
          String text = data.texts().get(from.key().text());
          if (text != null) {
            writeChecked(name, text, rules.policy.carrier().orElseThrow().text());
          }
        } else if (set.value() instanceof WrittenValue.FromRequest from) {
          String text =
              switch (from.fact()) {
                case CLIENT_ADDRESS -> asked.address();
                case SCHEME -> "https";
                case HOST -> asked.host();
                case CALLER_ID -> asked.caller();
              };
          if (!text.isEmpty()) {
            writeChecked(name, text, name.text());
          }
        }
      } else if (rule instanceof Rule.Default fallback) {
        if (passing(name).isEmpty()) {
          leaves(name.text(), fallback.value().text());
        }
      } else if (rule instanceof Rule.Inject inject) {
        inject(inject, nominated, data);
      } else if (rule instanceof Rule.Custom echo) {
        echo(name, echo.options());
      }
    }

    private void writeChecked(Operand.Name name, String text, String source) {
      if (!NaiveNames.isBytes(text)) {
        refuse(Reason.MALFORMED_VALUE, source);
      } else if (!NaiveNames.isAscii(text)) {
        refuse(Reason.NON_ASCII, source);
      } else {
        leaves(name.text(), text);
      }
    }

    private void inject(Rule.Inject inject, Set<String> nominated, NaiveData data) {
      present.add(NaiveRules.folded(inject.name()));
      List<String> brought = List.of();
      String source = "";
      if (inject.bring().orElse(null) instanceof Bring.Field field) {
        brought = values(field.name(), nominated);
        source = field.name().text();
      } else if (inject.bring().orElse(null) instanceof Bring.Data from) {
        brought = Optional.ofNullable(data.texts().get(from.key().text())).stream().toList();
        source = rules.policy.carrier().orElseThrow().text();
      }
      String scheme = inject.scheme().text();
      Optional<String> value;
      if (!brought.isEmpty()) {
        value =
            brought.size() == 1 ? NaiveSecrets.brought(brought.get(0), scheme) : Optional.empty();
        if (value.isEmpty()) {
          refuse(Reason.BROUGHT, source);
        }
      } else if (inject.secret().isEmpty()) {
        refuse(Reason.NO_CREDENTIAL, inject.name().text());
        return;
      } else {
        value = secrets.rendered(inject.secret().get().text(), scheme);
        if (value.isEmpty()) {
          refuse(Reason.SECRET, inject.name().text());
        }
      }
      value.ifPresent(made -> leaves(inject.name().text(), made));
    }

    /** The test's verb: writes the first value of a field, and is asked only where all is well. */
    private void echo(Operand.Name name, Map<String, Positioned> options) {
      List<String> read =
          passing(Operand.Name.of(requireNonNull(options.get(Echoing.FROM)).text()));
      if (!refusals.isEmpty()) {
        present.add(NaiveRules.folded(name));
      } else if (!read.isEmpty()) {
        if (read.get(0).matches("[!-~]([\t -~]*[!-~])?")) {
          leaves(name.text(), read.get(0));
        } else {
          present.add(NaiveRules.folded(name));
          refuse(Reason.PLUG_IN, name.text());
        }
      }
    }

    /** The values of the caller's fields that pass, whose name is this one. */
    private List<String> passing(Operand.Name name) {
      return passing.stream()
          .filter(line -> NaiveNames.fold(line.name()).equals(NaiveRules.folded(name)))
          .map(Line::value)
          .toList();
    }

    /** The values of the head's lines of a name that are not nominated away. */
    private List<String> values(Operand.Name name, Set<String> nominated) {
      return asked.lines().stream()
          .filter(Walk::isToken)
          .filter(line -> NaiveNames.fold(line.name()).equals(NaiveRules.folded(name)))
          .filter(line -> !nominated.contains(NaiveNames.fold(line.name())))
          .map(Line::value)
          .toList();
    }

    private void leaves(String name, String value) {
      leaving.add(name + ": " + value);
      if (!value.isBlank()) {
        present.add(NaiveNames.fold(name));
      }
    }

    private void refuse(Reason reason, String field) {
      refusals.add(new Refusal(reason, field));
    }

    private boolean holds(Rule rule) {
      return holding.contains(rule);
    }

    private static boolean isToken(Line line) {
      return NaiveNames.isToken(line.name());
    }

    private static boolean holds(Guard guard, String value) {
      return guard instanceof Guard.OneOf oneOf
          ? oneOf.values().contains(value)
          : value.length() <= ((Guard.MaxLength) guard).bytes();
    }

    private static boolean injects(Rule other, Rule.Inject inject) {
      return other instanceof Rule.Inject same
          && NaiveRules.folded(same.name()).equals(NaiveRules.folded(inject.name()));
    }

    /** The same but for the case of ASCII letters. */
    private static boolean sameButForCase(String one, String other) {
      return one.matches("(?i)" + Pattern.quote(other));
    }
  }
}
