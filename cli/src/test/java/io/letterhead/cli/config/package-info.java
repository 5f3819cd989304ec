@NullMarked
package io.letterhead.cli.config;

import org.jspecify.annotations.NullMarked;
