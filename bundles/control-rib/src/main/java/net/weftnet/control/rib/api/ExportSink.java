package net.weftnet.control.rib.api;

import java.util.List;

/** Takes what is exported. Called on the owner thread of the RIB; must not block. */
@FunctionalInterface
public interface ExportSink {

    /** Takes the next changes, each key at most once; a withdrawal may be of a path that was never told. */
    void export(List<ExportChange> changes);
}
