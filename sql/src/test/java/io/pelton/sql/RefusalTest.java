package io.pelton.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pelton.sql.diagnostic.SqlException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can't run is refused with place, reason and mend, word for word. */
class RefusalTest {

    static List<Snapshots.Block> refusals() {
        return Snapshots.blocks("refusals.txt");
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void shouldRefuseWithPlaceReasonAndMend(Snapshots.Block refusal) {
        String script = Snapshots.text("refusals-tables.sql") + refusal.input();
        SqlException refused = assertThrows(SqlException.class, () -> SqlFrontEnd.analyze("rules.sql", script));
        assertEquals(refusal.output(), refused.getMessage().stripTrailing());
    }
}
