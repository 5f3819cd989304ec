package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;

/**
 * The field lines that leave: a list that starts empty and that only an evaluation adds to. Also
 * keeps what of the caller's did not leave, and why. For one thread and one evaluation; {@link
 * #toString} shows no value.
 */
public final class OutboundHead implements FieldSink {

  private static final int USUAL_SIZE = 24;

  private final Fields fields = new Fields(USUAL_SIZE);
  private final List<Owner> owners = new ArrayList<>(USUAL_SIZE);
  private final List<String> removedNames = new ArrayList<>();
  private final List<Removal> removals = new ArrayList<>();
  private final List<String> removedParameters = new ArrayList<>();
  private final List<Rejection> tolerated = new ArrayList<>();

  /** An empty list, to be given to one evaluation. */
  public OutboundHead() {}

  @Override
  public void leaves(String name, String value, Owner owner) {
    fields.add(name, value);
    owners.add(requireNonNull(owner, "owner"));
  }

  @Override
  public void removed(String name, Removal removal) {
    removedNames.add(requireNonNull(name, "name"));
    removals.add(requireNonNull(removal, "removal"));
  }

  @Override
  public void parameterRemoved(String name) {
    removedParameters.add(requireNonNull(name, "name"));
  }

  @Override
  public void tolerated(Rejection rejection) {
    tolerated.add(requireNonNull(rejection, "rejection"));
  }

  /** How many field lines leave. */
  public int size() {
    return fields.size();
  }

  /**
   * The name of a field line, as it goes on the wire.
   *
   * @throws IndexOutOfBoundsException if there is no such line
   */
  public String name(int index) {
    return fields.name(index);
  }

  /**
   * The value of a field line; a credential's is secret.
   *
   * @throws IndexOutOfBoundsException if there is no such line
   */
  public String value(int index) {
    return fields.value(index);
  }

  /**
   * Who wrote the value of a field line.
   *
   * @throws IndexOutOfBoundsException if there is no such line
   */
  public Owner owner(int index) {
    return owners.get(index);
  }

  /** How many of the caller's fields did not leave. */
  public int removedSize() {
    return removals.size();
  }

  /**
   * The name of a field that did not leave, as the caller sent it.
   *
   * @throws IndexOutOfBoundsException if there is no such field
   */
  public String removedName(int index) {
    return removedNames.get(index);
  }

  /**
   * Why a field did not leave.
   *
   * @throws IndexOutOfBoundsException if there is no such field
   */
  public Removal removal(int index) {
    return removals.get(index);
  }

  /** The names of the query parameters of the caller that did not leave. */
  public ImmutableList<String> removedParameters() {
    return ImmutableList.copyOf(removedParameters);
  }

  /** What the policy's {@code reject} would have rejected the request for. */
  public ImmutableList<Rejection> tolerated() {
    return ImmutableList.copyOf(tolerated);
  }

  /** The names alone. */
  @Override
  public String toString() {
    return fields.toString();
  }
}
