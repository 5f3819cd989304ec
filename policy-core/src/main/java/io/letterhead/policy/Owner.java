package io.letterhead.policy;

/** Who writes the value of an outbound field. Every folded name has exactly one owner. */
public enum Owner {
  /** The HTTP stack, afresh, for its own hop. */
  TRANSPORT("transport"),
  /** The policy: the name is sealed, no caller's field passes under it unasked. */
  POLICY("policy"),
  /** The caller, if a rule lets the field pass. */
  CALLER("caller");

  private final String id;

  Owner(String id) {
    this.id = id;
  }

  /** The owner's name, as results write it. */
  public String id() {
    return id;
  }
}
