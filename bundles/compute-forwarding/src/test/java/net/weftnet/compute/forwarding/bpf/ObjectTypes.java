package net.weftnet.compute.forwarding.bpf;

import java.util.Map;

/** The C types of a compiled object, for tests of other packages. */
public final class ObjectTypes {
    private final Btf btf;

    public ObjectTypes(BpfObject object) {
        btf = object.btf();
    }

    public int structSize(String name) {
        return btf.structSize(name);
    }

    public Map<String, Integer> structOffsets(String name) {
        return btf.structOffsets(name);
    }

    public Map<String, Integer> enumConstants(String name) {
        return btf.enumConstants(name);
    }
}
