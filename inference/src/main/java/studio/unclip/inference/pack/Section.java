package studio.unclip.inference.pack;

import java.util.Map;

/**
 * An optional part of the manifest for later additions.
 *
 * @param name key in {@code sections}
 * @param mustUnderstand a studio that does not know the section must not use the pack
 * @param content the section's keys, verbatim
 */
public record Section(String name, boolean mustUnderstand, Map<String, Object> content) {}
