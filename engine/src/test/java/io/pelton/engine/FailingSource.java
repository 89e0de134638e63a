package io.pelton.engine;

import io.pelton.engine.source.Source;
import io.pelton.engine.source.SourceContext;
import io.pelton.engine.source.SourceOutput;

/** Fails at the first poll. */
final class FailingSource implements Source {
    private final RuntimeException defect;

    FailingSource(RuntimeException defect) {
        this.defect = defect;
    }

    @Override
    public void open(SourceContext context) {
    }

    @Override
    public int poll(SourceOutput output, int rowLimit) {
        throw defect;
    }

    @Override
    public boolean isFinished() {
        return false;
    }

    @Override
    public void close() {
    }
}
