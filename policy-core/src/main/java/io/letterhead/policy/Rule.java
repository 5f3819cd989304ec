package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;

/**
 * One rule of a policy. Rules are a set, not a program: their order never matters.
 *
 * <p>The verbs say what each does; {@code docs/language.md} says how they meet. Immutable.
 */
public sealed interface Rule {

  /** The verb, as policies write it. */
  String verb();

  /** Where the rule is written: at its verb. */
  Position position();

  /** Why the rule stands, in the author's words; empty where the author gave none. */
  String why();

  /** The rule in a line, as explanations show it; never a secret. */
  String summary();

  /**
   * The caller's field passes.
   *
   * @param operands what passes; not empty
   * @param guards what each value must satisfy
   * @param position where the rule is written
   * @param why the author's reason, or empty
   */
  record Allow(
      ImmutableList<Operand> operands, ImmutableList<Guard> guards, Position position, String why)
      implements Rule {

    /**
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if {@code operands} is empty
     */
    public Allow {
      requireNonNull(guards, "guards");
      requireNonNull(position, "position");
      requireNonNull(why, "why");
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
   * @param position where the rule is written
   * @param why the author's reason, or empty
   */
  record Deny(ImmutableList<Operand> operands, Position position, String why) implements Rule {

    /**
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if {@code operands} is empty
     */
    public Deny {
      requireNonNull(position, "position");
      requireNonNull(why, "why");
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
   * @param position where the rule is written
   * @param why the author's reason, or empty
   */
  record Rename(
      Operand.Name from,
      Operand.Name to,
      ImmutableList<Guard> guards,
      Position position,
      String why)
      implements Rule {

    /**
     * @throws NullPointerException if an argument is null
     */
    public Rename {
      requireNonNull(from, "from");
      requireNonNull(to, "to");
      requireNonNull(guards, "guards");
      requireNonNull(position, "position");
      requireNonNull(why, "why");
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
   * The policy writes a fixed value.
   *
   * @param name the field
   * @param value its value
   * @param position where the rule is written
   * @param why the author's reason, or empty
   */
  record Set(Operand.Name name, Positioned value, Position position, String why) implements Rule {

    /**
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the value is empty, holds anything but visible ASCII and
     *     inner white space, or has white space at an edge
     */
    public Set {
      requireNonNull(name, "name");
      requireNonNull(position, "position");
      requireNonNull(why, "why");
      FieldValue.requireFixed(requireNonNull(value, "value").text());
    }

    @Override
    public String verb() {
      return "set";
    }

    @Override
    public String summary() {
      return "set " + name.text();
    }
  }

  /**
   * The caller's field passes; where there is none, the policy writes a fixed value.
   *
   * @param name the field
   * @param value the value that is written where the caller sends none
   * @param position where the rule is written
   * @param why the author's reason, or empty
   */
  record Default(Operand.Name name, Positioned value, Position position, String why)
      implements Rule {

    /**
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the value is empty, holds anything but visible ASCII and
     *     inner white space, or has white space at an edge
     */
    public Default {
      requireNonNull(name, "name");
      requireNonNull(position, "position");
      requireNonNull(why, "why");
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
   * The policy writes a credential.
   *
   * @param name the field
   * @param secret the name of the secret that it is made from
   * @param scheme the name of the credential scheme that renders it
   * @param position where the rule is written
   * @param why the author's reason, or empty
   */
  record Inject(
      Operand.Name name, Positioned secret, Positioned scheme, Position position, String why)
      implements Rule {

    /**
     * @throws NullPointerException if an argument is null
     */
    public Inject {
      requireNonNull(name, "name");
      requireNonNull(secret, "secret");
      requireNonNull(scheme, "scheme");
      requireNonNull(position, "position");
      requireNonNull(why, "why");
    }

    @Override
    public String verb() {
      return "inject";
    }

    @Override
    public String summary() {
      return "inject " + name.text() + " from secret " + secret + " as " + scheme;
    }
  }

  /**
   * A request for which no such non-empty field would leave is rejected.
   *
   * @param name the field
   * @param position where the rule is written
   * @param why the author's reason, or empty
   */
  record Require(Operand.Name name, Position position, String why) implements Rule {

    /**
     * @throws NullPointerException if an argument is null
     */
    public Require {
      requireNonNull(name, "name");
      requireNonNull(position, "position");
      requireNonNull(why, "why");
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
