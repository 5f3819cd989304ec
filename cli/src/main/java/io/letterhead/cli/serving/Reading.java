package io.letterhead.cli.serving;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.Problem;
import io.letterhead.vertx.Revision;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What came of reading a gateway's files once.
 *
 * @param revision what may be put in force; empty where something is wrong
 * @param problems what is wrong, and warnings
 * @param text all of them as people read them; ends with a line end unless it is empty
 * @param files the files that it depends on, as far as they could be known
 * @param contents what the files held, before and after they were read
 */
public record Reading(
    Optional<Revision> revision,
    ImmutableList<Problem> problems,
    String text,
    ImmutableSet<Path> files,
    FileContents contents) {}
