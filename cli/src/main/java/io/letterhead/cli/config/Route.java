package io.letterhead.cli.config;

import io.letterhead.dsl.YamlFile;
import io.letterhead.dsl.YamlNode;

/**
 * A path that leads to a provider.
 *
 * @param file where it is written
 * @param prefix the path
 * @param provider the provider's name
 */
record Route(YamlFile file, YamlNode.Scalar prefix, YamlNode.Scalar provider) {}
