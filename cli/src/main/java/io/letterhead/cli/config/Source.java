package io.letterhead.cli.config;

import io.letterhead.dsl.FileKind;

/** Where something is given. */
enum Source {
  FILE("a config file is reviewed, copied and kept in version control"),
  VARIABLE("only digests of keys belong here, so that who reads them has no key"),
  FLAG("the arguments of a command are seen by others on this machine and kept in histories");

  private final String whyNoSecrets;

  Source(String whyNoSecrets) {
    this.whyNoSecrets = whyNoSecrets;
  }

  /** The reasons of problems that every file can have. */
  FileKind kind() {
    return new FileKind(
        "an empty file would take back all that it said, such as who may call; most often it"
            + " was cut off, or is the wrong one",
        "write what is to differ from the defaults, such as `listen: 127.0.0.1:8080`",
        "without the file nobody knows what it says, such as who may call",
        whyNoSecrets + "; treat this secret as known to others, and replace it");
  }
}
