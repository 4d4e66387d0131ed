package studio.unclip.inference.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {

    @TempDir
    Path temp;

    @Test
    void float32TensorsAreReadRowMajor() throws Exception {
        SafetensorsFile file = open(PackFixture.safetensors("a", new int[] {2, 3}, "b", new int[] {2}));
        assertThat(file.names()).containsExactly("a", "b");
        assertThat(file.shape("a")).contains(List.of(2L, 3L));
        assertThat(file.floats("a", 2, 3)).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(file.floats("b", 2)).containsExactly(6, 7);
    }

    @Test
    void aTensorOfAnotherNameShapeOrTypeIsSaidSo() throws Exception {
        SafetensorsFile file = open(PackFixture.safetensors("a", new int[] {2, 3}));
        damaged(() -> file.floats("c", 2), "no tensor \"c\"");
        damaged(() -> file.floats("a", 3, 2), "F32 [2, 3], must be F32 [3, 2]");
        SafetensorsFile half =
                open(PackFixture.safetensors("{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4));
        damaged(() -> half.floats("a", 2), "F16");
    }

    @Test
    void valuesThatAreNoNumbersAreDamage() throws Exception {
        byte[] bytes = PackFixture.safetensors("a", new int[] {2});
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - 4, Float.NaN);
        SafetensorsFile file = open(bytes);
        damaged(() -> file.floats("a", 2), "NaN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,12]}} | bytes for 2",
                "{'a':{'dtype':'F32','shape':[3],'data_offsets':[4,16]}} | not whole",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}} | holes",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | the data at 12",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}} | overlap",
                "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,12]}} | -1",
                "{'a':{'dtype':'F32','shape':[9007199254740992,9007199254740992],'data_offsets':[0,12]}} | any file",
                "{'a':{'dtype':'F32','shape':[3]}} | data_offsets",
                "{'a':1} | object",
                "nonsense | JSON"
            })
    void headersThatDoNotAddUpAreDamage(String header, String words) {
        damaged(() -> open(PackFixture.safetensors(header.replace('\'', '"'), 12)), words);
    }

    @Test
    void filesThatAreTooShortForTheirHeaderAreDamage() {
        damaged(() -> open(new byte[5]), "too short");
        damaged(() -> open(new byte[] {100, 0, 0, 0, 0, 0, 0, 0, '{', '}'}), "header of 100 bytes");
        damaged(() -> open(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, '{', '}'}), "header of -1 bytes");
    }

    private SafetensorsFile open(byte[] bytes) throws Exception {
        return SafetensorsFile.open("tiny", Files.write(temp.resolve("x.safetensors"), bytes));
    }

    private static void damaged(org.assertj.core.api.ThrowableAssert.ThrowingCallable work, String words) {
        PackStoreTest.problem(work, PackProblem.Damaged.class, words);
    }
}
