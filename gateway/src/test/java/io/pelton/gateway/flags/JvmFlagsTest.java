package io.pelton.gateway.flags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class JvmFlagsTest {

    @Test
    void shouldFindNothingMissingUnderTheFlagsOfTheBuild() {
        assertEquals(List.of(), JvmFlags.missingForDurable());
        assertEquals(List.of(), JvmFlags.missingForEphemeral());
    }

    @Test
    void shouldRefuseWithTheExactLineToAdd() {
        String flag = "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED";
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> JvmFlags.require(List.of(flag)));
        assertTrue(refused.getMessage().endsWith(flag), refused.getMessage());
    }
}
