package io.pelton.engine.ingress;

import io.pelton.engine.row.RowLayout;
import io.pelton.engine.source.ResumePosition;
import io.pelton.engine.source.SourceContext;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;

/** What a source is given when it opens. */
public record OpenSourceContext(RowLayout layout, EpochNanoClock clock, List<ResumePosition> resumePositions)
        implements SourceContext {
}
