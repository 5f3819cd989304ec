package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;

/**
 * One rule of a policy. Rules are a set, not a program: their order never matters.
 *
 * <p>The verbs say what each does; {@code docs/language.md} says how they meet. Immutable.
 */
public sealed interface Rule {

  /** The verb, as policies write it. */
  String verb();

  /** Where it is written, why it stands and when it holds. */
  Terms terms();

  /** Where the rule is written: at its verb. */
  default Position position() {
    return terms().position();
  }

  /** Why the rule stands, in the author's words; empty where the author gave none. */
  default String why() {
    return terms().why();
  }

  /** The requests that it holds for. */
  default Condition when() {
    return terms().when();
  }

  /** The rule in a line, as explanations show it; never a secret. */
  String summary();

  /**
   * The caller's field passes.
   *
   * @param operands what passes; not empty
   * @param guards what each value must satisfy
   * @param terms where, why and when
   */
  record Allow(ImmutableList<Operand> operands, ImmutableList<Guard> guards, Terms terms)
      implements Rule {

    /**
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if {@code operands} is empty
     */
    public Allow {
      requireNonNull(guards, "guards");
      requireNonNull(terms, "terms");
      requireSome(operands);
    }

    @Override
    public String verb() {
      return "allow";
    }

    @Override
    public String summary() {
      return "allow " + Rule.list(operands);
    }
  }

  /**
   * The caller's field is removed, whatever allows it.
   *
   * @param operands what is removed; not empty
   * @param terms where, why and when
   */
  record Deny(ImmutableList<Operand> operands, Terms terms) implements Rule {

    /**
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if {@code operands} is empty
     */
    public Deny {
      requireNonNull(terms, "terms");
      requireSome(operands);
    }

    @Override
    public String verb() {
      return "deny";
    }

    @Override
    public String summary() {
      return "deny " + Rule.list(operands);
    }
  }

  /**
   * The caller's field passes under a new name, which the policy then owns.
   *
   * @param from the caller's name
   * @param to the name on the wire
   * @param guards what each value must satisfy
   * @param terms where, why and when
   */
  record Rename(Operand.Name from, Operand.Name to, ImmutableList<Guard> guards, Terms terms)
      implements Rule {

    /**
     * @throws NullPointerException if an argument is null
     */
    public Rename {
      requireNonNull(from, "from");
      requireNonNull(to, "to");
      requireNonNull(guards, "guards");
      requireNonNull(terms, "terms");
    }

    @Override
    public String verb() {
      return "rename";
    }

    @Override
    public String summary() {
      return "rename " + from.text() + " to " + to.text();
    }
  }

  /**
   * The policy writes a field.
   *
   * @param name the field
   * @param value what it writes
   * @param terms where, why and when
   */
  record Set(Operand.Name name, WrittenValue value, Terms terms) implements Rule {
    /**
     * @throws NullPointerException if an argument is null
     */
    public Set {
      requireNonNull(name, "name");
      requireNonNull(value, "value");
      requireNonNull(terms, "terms");
    }

    @Override
    public String verb() {
      return "set";
    }

    @Override
    public String summary() {
      String source = value.summary();
      return "set " + name.text() + (source.isEmpty() ? "" : " " + source);
    }
  }

  /**
   * The caller's field passes; where there is none, the policy writes a fixed value.
   *
   * @param name the field
   * @param value the value that is written where the caller sends none
   * @param terms where, why and when
   */
  record Default(Operand.Name name, Positioned value, Terms terms) implements Rule {

    /**
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the value is empty, holds anything but visible ASCII and
     *     inner white space, or has white space at an edge
     */
    public Default {
      requireNonNull(name, "name");
      requireNonNull(terms, "terms");
      FieldValue.requireFixed(requireNonNull(value, "value").text());
    }

    @Override
    public String verb() {
      return "default";
    }

    @Override
    public String summary() {
      return "default " + name.text();
    }
  }

  /**
   * The policy writes a credential: the caller's, where it may bring one and does, else the
   * secret's, else the request is rejected.
   *
   * @param name the field
   * @param secret the name of the secret that it is made from; empty where only a caller can bring
   *     one
   * @param scheme the name of the credential scheme that renders it
   * @param bring where a caller may bring a credential of its own; empty where it may not
   * @param terms where, why and when
   */
  record Inject(
      Operand.Name name,
      Optional<Positioned> secret,
      Positioned scheme,
      Optional<Bring> bring,
      Terms terms)
      implements Rule {

    /**
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if there is neither a secret nor a way to bring one
     */
    public Inject {
      requireNonNull(name, "name");
      requireNonNull(secret, "secret");
      requireNonNull(scheme, "scheme");
      requireNonNull(bring, "bring");
      requireNonNull(terms, "terms");
      if (secret.isEmpty() && bring.isEmpty()) {
        throw new IllegalArgumentException("an inject needs a secret, or a caller that brings one");
      }
    }

    @Override
    public String verb() {
      return "inject";
    }

    @Override
    public String summary() {
      return "inject "
          + name.text()
          + secret.map(s -> " from secret " + s).orElse("")
          + bring.map(b -> " or brought in " + b.summary()).orElse("")
          + " as "
          + scheme;
    }
  }

  /**
   * A request for which no such non-empty field would leave is rejected.
   *
   * @param name the field
   * @param terms where, why and when
   */
  record Require(Operand.Name name, Terms terms) implements Rule {

    /**
     * @throws NullPointerException if an argument is null
     */
    public Require {
      requireNonNull(name, "name");
      requireNonNull(terms, "terms");
    }

    @Override
    public String verb() {
      return "require";
    }

    @Override
    public String summary() {
      return "require " + name.text();
    }
  }

  /**
   * A rule whose verb a plug-in defines.
   *
   * @param plugIn the verb
   * @param operand what stands behind the verb
   * @param options the rule's other keys
   * @param terms where, why and when
   */
  record Custom(
      Positioned plugIn, Positioned operand, ImmutableMap<String, Positioned> options, Terms terms)
      implements Rule {

    /**
     * @throws NullPointerException if an argument is null
     */
    public Custom {
      requireNonNull(plugIn, "plugIn");
      requireNonNull(operand, "operand");
      requireNonNull(options, "options");
      requireNonNull(terms, "terms");
    }

    @Override
    public String verb() {
      return plugIn.text();
    }

    @Override
    public String summary() {
      return plugIn + " " + operand;
    }
  }

  private static void requireSome(ImmutableList<Operand> operands) {
    if (requireNonNull(operands, "operands").isEmpty()) {
      throw new IllegalArgumentException("operands: none (expected: at least one)");
    }
  }

  private static String list(ImmutableList<Operand> operands) {
    return operands.size() == 1
        ? operands.get(0).text()
        : operands.stream().map(Operand::text).toList().toString();
  }
}
