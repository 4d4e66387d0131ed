package studio.unclip.inference.pack;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which operators a model uses, in its graphs and in its own functions; judged at the end, because functions come after
 * the nodes that call them. A function may be in any domain as long as what it is made of is standard.
 */
final class OperatorUse {

    private static final Set<String> STANDARD = Set.of("", "ai.onnx.ml", "com.microsoft");
    /** Contrib operators that load code or compiled binaries from elsewhere. */
    private static final Set<String> LOADERS = Set.of("EPContext", "PythonOp", "PythonOpGrad", "ExternalGradient");

    private static final int MAX_FUNCTIONS = 10_000;
    private static final int MAX_OPERATORS = 100_000;
    private static final int MAX_CALL_DEPTH = 64;
    /** Nodes after every call of a function has been replaced by its body. */
    private static final long MAX_EXPANDED = 10_000_000;

    /**
     * An operator's full name.
     *
     * @param domain {@code ""} for ONNX's own
     * @param name type of operator
     * @param overload variant of a function
     */
    record Operator(String domain, String name, String overload) {
        Operator {
            domain = domain.equals("ai.onnx") ? "" : domain;
        }
    }

    private final String pack;
    private final String file;
    private final Map<Operator, Long> main = new HashMap<>();
    private final Map<Operator, Map<Operator, Long>> functions = new HashMap<>();
    private final Map<Operator, Long> expanded = new HashMap<>();
    private Map<Operator, Long> current = main;
    private int operators;

    OperatorUse(String pack, String file) {
        this.pack = pack;
        this.file = file;
    }

    void enterFunction() {
        current = new HashMap<>();
    }

    void leaveFunction(Operator function) throws PackException {
        if (functions.put(function, current) != null) {
            throw PackException.hostile(pack, file + " defines the function " + shown(function) + " twice");
        }
        if (functions.size() > MAX_FUNCTIONS) {
            throw PackException.hostile(pack, file + " defines more than " + MAX_FUNCTIONS + " functions");
        }
        current = main;
    }

    void node(Operator operator) throws PackException {
        if (current.merge(operator, 1L, Long::sum) == 1) {
            operators++;
            if (operators > MAX_OPERATORS) {
                throw PackException.hostile(pack, file + " uses more than " + MAX_OPERATORS + " kinds of operators");
            }
        }
    }

    void check() throws PackException {
        judge(main);
        for (Map<Operator, Long> body : functions.values()) {
            judge(body);
        }
        size(main, new HashSet<>());
        for (Operator function : functions.keySet()) {
            size(function, new HashSet<>());
        }
    }

    private void judge(Map<Operator, Long> body) throws PackException {
        for (Operator operator : body.keySet()) {
            if (functions.containsKey(operator)) {
                continue;
            }
            if (!STANDARD.contains(operator.domain())) {
                throw PackException.hostile(pack, file + " uses the custom operator " + shown(operator));
            }
            if (LOADERS.contains(operator.name())) {
                throw PackException.hostile(pack, file + " uses " + shown(operator) + ", which loads foreign code");
            }
        }
    }

    private long size(Map<Operator, Long> body, Set<Operator> calling) throws PackException {
        long size = 0;
        for (Map.Entry<Operator, Long> entry : body.entrySet()) {
            long each = functions.containsKey(entry.getKey()) ? size(entry.getKey(), calling) : 1;
            if (entry.getValue() > MAX_EXPANDED / Math.max(each, 1)) {
                throw tooLarge();
            }
            size += entry.getValue() * each;
            if (size > MAX_EXPANDED) {
                throw tooLarge();
            }
        }
        return size;
    }

    private long size(Operator function, Set<Operator> calling) throws PackException {
        Long known = expanded.get(function);
        if (known != null) {
            return known;
        }
        if (!calling.add(function)) {
            throw PackException.hostile(pack, file + ": the function " + shown(function) + " calls itself");
        }
        if (calling.size() > MAX_CALL_DEPTH) {
            throw PackException.hostile(pack, file + " nests functions more than " + MAX_CALL_DEPTH + " deep");
        }
        long size = size(functions.get(function), calling);
        calling.remove(function);
        expanded.put(function, size);
        return size;
    }

    private PackException tooLarge() {
        return PackException.hostile(pack, file + " has functions that unfold to more than " + MAX_EXPANDED + " nodes");
    }

    private static String shown(Operator operator) {
        return FileNames.shown(operator.domain() + "::" + operator.name());
    }
}
