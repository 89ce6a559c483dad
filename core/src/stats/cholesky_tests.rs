use super::*;

#[test]
fn three_equations_by_hand() {
    // M = L Lᵀ with L = [2 0 0; 1 3 0; -1 2 1]; M (1, 2, 3) = (4+4-6, 2+20+15, -2+10+18).
    let matrix = vec![4.0, 2.0, -2.0, 2.0, 10.0, 5.0, -2.0, 5.0, 6.0];
    let factor = Cholesky::new(matrix, 3);
    let mut x = [2.0, 37.0, 26.0];
    factor.solve(&mut x);
    assert_eq!(x, [1.0, 2.0, 3.0]);
    assert_eq!(factor.rank(), 3);
}

#[test]
fn whitening_is_the_forward_half() {
    // The same M; L y = (2, 37, 26) gives y = (1, 12, 3), and the first two equations alone the same two.
    let factor = Cholesky::new(vec![4.0, 2.0, -2.0, 2.0, 10.0, 5.0, -2.0, 5.0, 6.0], 3);
    let mut y = [2.0, 37.0, 26.0];
    factor.whiten(&mut y);
    assert_eq!(y, [1.0, 12.0, 3.0]);
    let mut first = [2.0, 37.0];
    factor.whiten(&mut first);
    assert_eq!(first, [1.0, 12.0]);
}

#[test]
fn an_equation_that_follows_from_others_takes_no_part() {
    // A ring of three zones without a door to the outside: rows add up to nothing.
    let matrix = vec![5.0, -2.0, -3.0, -2.0, 6.0, -4.0, -3.0, -4.0, 7.0];
    let factor = Cholesky::new(matrix, 3);
    assert_eq!(factor.rank(), 2);
    let mut x = [1.0, 2.0, -3.0];
    factor.solve(&mut x);
    // Third unknown 0: 5a - 2b = 1 and -2a + 6b = 2 give a = 10/26 and b = 12/26.
    assert!((x[0] - 10.0 / 26.0).abs() < 1e-14 && (x[1] - 12.0 / 26.0).abs() < 1e-14);
    assert!(x[2].abs() < 1e-300);
}

#[test]
fn no_equation_at_all() {
    let factor = Cholesky::new(vec![0.0], 1);
    let mut x = [3.0];
    factor.solve(&mut x);
    assert_eq!((factor.rank(), x), (0, [0.0]));
    assert_eq!(Cholesky::new(Vec::new(), 0).rank(), 0);
}
