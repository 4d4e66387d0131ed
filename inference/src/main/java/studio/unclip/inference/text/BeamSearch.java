package studio.unclip.inference.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Finds likely sequences of a next-token model by following the best few at a time. Sequences of different length are
 * compared by logarithm of probability per token.
 */
public final class BeamSearch {
    private final int start;
    private final int end;
    private final int beams;
    private final int longest;

    /**
     * @param start token every sequence begins with
     * @param end token that ends a sequence
     * @param beams sequences followed at a time, and returned at most; at least 1
     * @param longest tokens of a sequence at most, start and end included; at least 2
     */
    public BeamSearch(int start, int end, int beams, int longest) {
        if (beams < 1 || longest < 2) {
            throw new IllegalArgumentException("beams " + beams + ", longest " + longest);
        }
        this.start = start;
        this.end = end;
        this.beams = beams;
        this.longest = longest;
    }

    /**
     * @param tokens from the start token on; the end token is its last unless the sequence reached its longest length
     * @param logProbability natural logarithm of its probability, divided by the tokens after the start
     */
    @SuppressWarnings("ArrayRecordComponent") // a result nobody compares
    public record Sequence(int[] tokens, double logProbability) {}

    /** A sequence under way with the sum of its logarithms. */
    @SuppressWarnings("ArrayRecordComponent") // as above
    private record Path(int[] tokens, double sum) {
        Sequence finished() {
            return new Sequence(tokens, sum / (tokens.length - 1));
        }
    }

    /**
     * @param next for sequences of one length: the logarithm of every next token's probability, [sequences][vocabulary]
     * @return up to {@code beams} sequences, most likely first
     */
    public List<Sequence> run(Function<List<int[]>, float[][]> next) {
        List<Path> open = List.of(new Path(new int[] {start}, 0));
        List<Sequence> done = new ArrayList<>();
        while (!open.isEmpty()) {
            float[][] chances = next.apply(open.stream().map(Path::tokens).toList());
            List<Path> grown = new ArrayList<>();
            for (int i = 0; i < open.size(); i++) {
                grow(open.get(i), chances[i], grown);
            }
            grown.sort(Comparator.comparingDouble(Path::sum).reversed());
            open = new ArrayList<>();
            for (Path path : grown.subList(0, Math.min(beams, grown.size()))) {
                if (path.tokens()[path.tokens().length - 1] == end || path.tokens().length == longest) {
                    done.add(path.finished());
                } else {
                    open.add(path);
                }
            }
            done.sort(Comparator.comparingDouble(Sequence::logProbability).reversed());
            if (done.size() >= beams) {
                done.subList(beams, done.size()).clear();
                if (!canStillWin(open, done.getLast().logProbability())) {
                    break;
                }
            }
        }
        return done;
    }

    /** A path's average can rise at most to its sum spread over the longest length. */
    private boolean canStillWin(List<Path> open, double worst) {
        return open.stream().anyMatch(path -> path.sum() / (longest - 1) > worst);
    }

    /** Adds the path's best continuations; more than {@code beams} of one path can never be kept. */
    private void grow(Path path, float[] chances, List<Path> into) {
        Integer[] order = new Integer[chances.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -chances[i]));
        for (int i = 0; i < Math.min(beams, order.length); i++) {
            int[] tokens = Arrays.copyOf(path.tokens(), path.tokens().length + 1);
            tokens[tokens.length - 1] = order[i];
            into.add(new Path(tokens, path.sum() + chances[order[i]]));
        }
    }
}
