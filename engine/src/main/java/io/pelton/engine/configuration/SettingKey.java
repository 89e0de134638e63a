package io.pelton.engine.configuration;

/**
 * A key of {@code SET 'key' = 'value'}.
 *
 * @param defaultValue the text that is parsed when the script doesn't set it; "" for off or none
 * @param unit         what a value looks like
 */
public record SettingKey(String name, String defaultValue, String unit, String meaning) {
}
