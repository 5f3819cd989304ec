package io.letterhead.cli.config;

import io.letterhead.dsl.YamlFile;
import io.letterhead.dsl.YamlNode;

/**
 * A provider that the configuration names; whether the policy has it shows only beside the policy.
 *
 * @param file where it is written
 * @param name the name
 */
record ProviderName(YamlFile file, YamlNode.Scalar name) {}
