package io.letterhead.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;

/** One of the versioned lists of names that ship with the engine, by section. */
final class NameLists {

  private static final String VERSION = "version ";

  static final NameLists TRANSPORT_OWNED = read("transport-owned.txt");
  static final NameLists RESERVED = read("reserved.txt");
  static final NameLists EXACT_ONLY = read("exact-only.txt");
  static final NameLists GROUPS = read("groups.txt");
  static final NameLists RESPONSE_REMOVED = read("response-removed.txt");
  static final NameLists CREDENTIAL_PARAMETERS = read("credential-parameters.txt");

  private final int version;
  private final ImmutableListMultimap<String, String> sections;

  private NameLists(int version, ImmutableListMultimap<String, String> sections) {
    this.version = version;
    this.sections = sections;
  }

  /** The list's version: a new one for every change. */
  int version() {
    return version;
  }

  /** The entries of a section, as spelled; none where there is no such section. */
  ImmutableList<String> section(String name) {
    return sections.get(name);
  }

  /** Adds the entries of a section to an automaton. */
  <L> void addTo(AutomatonBuilder<L> builder, String section, L label) {
    section(section).forEach(entry -> builder.add(entry, label));
  }

  /** The automaton that answers, for a name, with this label or nothing. */
  <L> Automaton<ImmutableSet<L>> automaton(String section, L label) {
    AutomatonBuilder<L> builder = new AutomatonBuilder<>();
    addTo(builder, section, label);
    return builder.build();
  }

  /** The sections whose names begin with {@code @}: the built-in groups. */
  static ImmutableMap<String, ImmutableList<String>> groups() {
    ImmutableMap.Builder<String, ImmutableList<String>> groups = ImmutableMap.builder();
    for (String name : GROUPS.sections.keySet()) {
      if (name.startsWith("@")) {
        groups.put(name, GROUPS.section(name));
      }
    }
    return groups.buildOrThrow();
  }

  private static NameLists read(String file) {
    int version = 0;
    String section = "";
    ImmutableListMultimap.Builder<String, String> sections = ImmutableListMultimap.builder();
    for (String line : lines(file)) {
      if (line.startsWith(VERSION)) {
        version = Integer.parseInt(line.substring(VERSION.length()));
      } else if (line.startsWith("[")) {
        section = line.substring(1, line.length() - 1);
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        sections.put(section, line);
      }
    }
    return new NameLists(version, sections.build());
  }

  private static List<String> lines(String file) {
    // Asked for by this class: in a named module no other could have it.
    URL resource = requireNonNull(NameLists.class.getResource(file), file);
    try {
      return Resources.readLines(resource, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " is part of this jar", e);
    }
  }
}
