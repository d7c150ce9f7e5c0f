#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include "kernels/vector_math.h"

int main(int argc, char** argv)
{
    genserve::kernels::settleVectorMath(); // the cases that call operators without a pipeline compare numbers, too
    return doctest::Context(argc, argv).run();
}
