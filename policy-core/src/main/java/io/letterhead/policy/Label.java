package io.letterhead.policy;

/**
 * What a pattern stands for in a provider's automaton: an entry of a list, or a rule's operand.
 *
 * <p>Hashed by what tells a rule's operands apart, not by the whole rule, which may name thousands.
 */
sealed interface Label {

  /** An entry of one of the lists that ship with the engine. */
  enum Listed implements Label {
    TRANSPORT("built-in: owned by the transport"),
    CREDENTIAL("built-in: a reserved credential slot"),
    CLAIM("built-in: a reserved forwarding or identity claim"),
    CARRIER("built-in: the caller-data carrier"),
    EXACT_ONLY("built-in: passes only by an allow that spells it out"),
    MESSAGE("built-in: allow @message"),
    SINGLE("built-in: takes one field"),
    RESPONSE_REMOVED("built-in: never reaches the caller"),
    UNLESS_ALLOWED("built-in: reaches the caller only by an allow that spells it out");

    private final String summary;

    Listed(String summary) {
      this.summary = summary;
    }

    String summary() {
      return summary;
    }
  }

  /**
   * A slot of a profile that the policy declares.
   *
   * @param profile the profile
   */
  record Slot(Profile profile) implements Label {
    @Override
    public int hashCode() {
      return Spread.hash(profile.name());
    }
  }

  /**
   * A field in which some caller may bring a credential.
   *
   * @param rule the rule that takes it
   * @param own whether the rule is this provider's
   */
  record Brought(Rule.Inject rule, boolean own) implements Label {
    @Override
    public int hashCode() {
      return Spread.hash(rule);
    }
  }

  /**
   * A name that a rule writes, and that its provider's policy so owns.
   *
   * @param rule the rule that writes it
   */
  record Written(Rule rule) implements Label {
    @Override
    public int hashCode() {
      return Spread.hash(rule);
    }
  }

  /**
   * A name that a rule names literally: an allow, a rename's source, a default.
   *
   * @param rule the rule that lets it pass
   * @param name the name as the rule spells the outbound field
   */
  record Exact(Rule rule, Operand.Name name) implements Label {
    @Override
    public int hashCode() {
      return Spread.hash(name);
    }
  }

  /**
   * A glob, or a member of a group, of an allow.
   *
   * @param rule the rule that lets it pass
   * @param operand the glob or group
   */
  record Loose(Rule.Allow rule, Operand operand) implements Label {
    @Override
    public int hashCode() {
      return Spread.hash(operand);
    }
  }

  /**
   * What a deny takes.
   *
   * @param rule the rule that takes it
   * @param operand the operand that does
   */
  record Denied(Rule.Deny rule, Operand operand) implements Label {
    @Override
    public int hashCode() {
      return Spread.hash(operand);
    }
  }
}
