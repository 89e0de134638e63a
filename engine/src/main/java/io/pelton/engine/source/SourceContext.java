package io.pelton.engine.source;

import io.pelton.engine.row.RowLayout;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;

/** What a source is given when it opens. */
public interface SourceContext {

    /** The layout of the table's physical columns. */
    RowLayout layout();

    /** The engine's clock: the only one that a source may ask. */
    EpochNanoClock clock();

    /** The partitions that the journal knows already, in order of their numbers; empty on a first start. */
    List<ResumePosition> resumePositions();
}
