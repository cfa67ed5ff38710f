package serai.cli.simulate;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import serai.sandbox.platforms.Fault;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How often a simulated event has a fault.
 *
 * @param byFault the rate of each fault, from 0 to 1; faults that are not named don't occur
 */
record FaultRates(Map<Fault, Double> byFault) {

    static final FaultRates NONE = new FaultRates(Map.of());

    /** Parses the option's text: {@code duplicates=1%,malformed=0.1%}. */
    static final class Percent implements ITypeConverter<FaultRates> {

        private static final String KNOWN = Arrays.stream(Fault.values()).filter(fault -> fault != Fault.NONE)
                .map(Fault::word).collect(Collectors.joining(", "));
        private static final int WHOLE = 100;

        @Override
        public FaultRates convert(String text) {
            Map<Fault, Double> shares = new EnumMap<>(Fault.class);
            for (String part : text.split(",", -1)) {
                String[] sides = part.strip().split("=", 2);
                Fault fault = Fault.named(sides[0]).orElseThrow(() -> new TypeConversionException(
                        "there is no fault '%s'; the faults are %s".formatted(sides[0], KNOWN)));
                if (sides.length < 2 || !sides[1].matches("\\d{1,3}(\\.\\d{1,6})?%") || percent(sides[1]) > WHOLE) {
                    throw new TypeConversionException("'%s' is not a share; write %s=1%%, from 0%% to 100%%"
                            .formatted(part, sides[0]));
                }
                shares.put(fault, percent(sides[1]) / WHOLE);
            }
            return new FaultRates(shares);
        }

        private static double percent(String text) {
            return Double.parseDouble(text.substring(0, text.length() - 1));
        }
    }
}
